import type { Catalogue } from './catalogue.ts'
import { details } from './ja/details.ts'
import { invoice } from './ja/invoice.ts'
import { mail } from './ja/mail.ts'
import { pay } from './ja/pay.ts'
import { plain } from './ja/plain.ts'
import { portal } from './ja/portal.ts'
import { print } from './ja/print.ts'
import { statement } from './ja/statement.ts'
import { verify } from './ja/verify.ts'

export const ja: Catalogue = { details, invoice, mail, pay, plain, portal, print, statement, verify }
