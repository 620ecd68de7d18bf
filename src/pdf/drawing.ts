import type { PrintI18n } from '../views/i18n.ts'
import type { Sheet } from './sheet.ts'
import type { Styles } from './styles.ts'

/** A document being drawn: its pages, its styles, and its reader's words. */
export type Drawing = { readonly sheet: Sheet; readonly styles: Styles; readonly i18n: PrintI18n }
