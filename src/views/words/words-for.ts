import { ar } from './ar.ts'
import { de } from './de.ts'
import { en, type Words } from './en.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { Language, Locale } from './locale.ts'

const catalogues: Readonly<Record<Language, Words>> = { en, de, fr, ja, ar }

/** The catalogue for a reader. */
export const wordsFor = (locale: Locale): Words => catalogues[locale.language]
