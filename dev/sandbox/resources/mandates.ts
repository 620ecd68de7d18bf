import { at } from '../desk.ts'
import { route } from '../route.ts'

export const mandateRoutes = [route('GET', '/v1/mandates/:', {}, (desk, _input, id = '') => at(desk, 'mandate', id))]
