import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SaxonJS from 'saxon-js'

export type Syntax = 'CII' | 'UBL'

/** The folder with the official rules of EN 16931 as XSLT; they are not part of this repository. */
const folder = process.env.EN16931_RULES ?? join(import.meta.dirname, '../../../shared/e-invoice')

const sheetOf = (syntax: Syntax) => join(folder, `EN16931-${syntax}-validation.xslt`)

/** Whether the rules are at hand; says so loudly where they are not. */
export function hasOfficialRules(): boolean {
  const isThere = existsSync(sheetOf('CII')) && existsSync(sheetOf('UBL'))
  if (!isThere)
    console.warn(`NOT DONE: no e-invoice was validated by the official rules of EN 16931, which are not in ${folder}`)
  return isThere
}

const compiled = new Map<Syntax, unknown>()

/** The rules that a document violates, warnings included. */
export function violatedRules(syntax: Syntax, xml: string): string[] {
  if (!compiled.has(syntax)) compiled.set(syntax, JSON.parse(readFileSync(compiledSheet(syntax), 'utf8')))
  const { principalResult } = SaxonJS.transform(
    { stylesheetInternal: compiled.get(syntax), sourceText: xml, destination: 'serialized' },
    'sync',
  )
  if (!principalResult.includes('svrl:fired-rule')) throw new Error('no rule was applied')
  return [...principalResult.matchAll(/<svrl:failed-assert.*?<svrl:text>(.*?)<\/svrl:text>/gs)].map(([, text]) => text!)
}

/** Compiling takes up to a minute, so that the result is kept outside the repository under the hash of the rules. */
function compiledSheet(syntax: Syntax): string {
  const hash = createHash('sha256')
    .update(readFileSync(sheetOf(syntax)))
    .digest('hex')
  const file = join(tmpdir(), `en16931-${syntax}-${hash.slice(0, 16)}.sef.json`)
  if (existsSync(file)) return file
  const unfinished = `${file}.${process.pid}`
  const compiler = join(createRequire(import.meta.url).resolve('xslt3/package.json'), '../xslt3.js')
  execFileSync(process.execPath, [compiler, `-xsl:${sheetOf(syntax)}`, `-export:${unfinished}`, '-nogo'])
  renameSync(unfinished, file)
  return file
}
