import type { Catalogue } from './catalogue.ts'
import { details } from './en/details.ts'
import { invoice } from './en/invoice.ts'
import { mail } from './en/mail.ts'
import { pay } from './en/pay.ts'
import { plain } from './en/plain.ts'
import { portal } from './en/portal.ts'
import { print } from './en/print.ts'
import { statement } from './en/statement.ts'
import { verify } from './en/verify.ts'

export const en: Catalogue = { details, invoice, mail, pay, plain, portal, print, statement, verify }
