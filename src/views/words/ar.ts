import { details } from './ar/details.ts'
import { invoice } from './ar/invoice.ts'
import { mail } from './ar/mail.ts'
import { pay } from './ar/pay.ts'
import { plain } from './ar/plain.ts'
import { portal } from './ar/portal.ts'
import { print } from './ar/print.ts'
import { statement } from './ar/statement.ts'
import { verify } from './ar/verify.ts'
import type { Catalogue } from './catalogue.ts'

export const ar: Catalogue = { details, invoice, mail, pay, plain, portal, print, statement, verify }
