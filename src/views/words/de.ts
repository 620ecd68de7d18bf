import type { Catalogue } from './catalogue.ts'
import { details } from './de/details.ts'
import { invoice } from './de/invoice.ts'
import { mail } from './de/mail.ts'
import { pay } from './de/pay.ts'
import { plain } from './de/plain.ts'
import { portal } from './de/portal.ts'
import { print } from './de/print.ts'
import { statement } from './de/statement.ts'
import { verify } from './de/verify.ts'

export const de: Catalogue = { details, invoice, mail, pay, plain, portal, print, statement, verify }
