import type { Catalogue } from './catalogue.ts'
import { details } from './fr/details.ts'
import { invoice } from './fr/invoice.ts'
import { mail } from './fr/mail.ts'
import { pay } from './fr/pay.ts'
import { plain } from './fr/plain.ts'
import { print } from './fr/print.ts'
import { verify } from './fr/verify.ts'

export const fr: Catalogue = { invoice, pay, mail, plain, print, verify, details }
