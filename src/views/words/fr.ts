import type { Catalogue } from './catalogue.ts'
import { details } from './fr/details.ts'
import { invoice } from './fr/invoice.ts'
import { mail } from './fr/mail.ts'
import { pay } from './fr/pay.ts'
import { plain } from './fr/plain.ts'
import { portal } from './fr/portal.ts'
import { print } from './fr/print.ts'
import { statement } from './fr/statement.ts'
import { verify } from './fr/verify.ts'

export const fr: Catalogue = { details, invoice, mail, pay, plain, portal, print, statement, verify }
