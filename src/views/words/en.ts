import type { Catalogue } from './catalogue.ts'
import { details } from './en/details.ts'
import { invoice } from './en/invoice.ts'
import { mail } from './en/mail.ts'
import { pay } from './en/pay.ts'
import { plain } from './en/plain.ts'
import { print } from './en/print.ts'
import { verify } from './en/verify.ts'

export const en: Catalogue = { invoice, pay, mail, plain, print, verify, details }
