import { findOr404 } from '../context.ts'
import { route } from '../route.ts'

export const mandateRoutes = [
  route('GET', '/v1/mandates/:', {}, (context, _input, id = '') => findOr404(context, 'mandate', id)),
]
