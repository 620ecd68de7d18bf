import type { Catalogue } from './catalogue.ts'
import { details } from './ja/details.ts'
import { invoice } from './ja/invoice.ts'
import { mail } from './ja/mail.ts'
import { pay } from './ja/pay.ts'
import { plain } from './ja/plain.ts'
import { print } from './ja/print.ts'
import { verify } from './ja/verify.ts'

export const ja: Catalogue = { invoice, pay, mail, plain, print, verify, details }
