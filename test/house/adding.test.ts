import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/adding.md'), 'utf8')

type Excerpt = { readonly file: string; readonly lines: readonly string[] }

/** The code blocks that name a file, without the indentation of the list they stand in. */
function excerptsIn(text: string): Excerpt[] {
  return [...text.matchAll(/^( *)```ts (\S+)\n([\s\S]*?)^ *```$/gm)].map(([, indent = '', file = '', body = '']) => ({
    file,
    lines: body
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(indent.length)),
  }))
}

const wrongIn = ({ file, lines }: Excerpt): string[] => {
  const code = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').split('\n') : []
  return lines.filter((line) => !code.includes(line)).map((line) => `${file} has no line "${line}"`)
}

const filesIn = (text: string) => [...text.matchAll(/`((?:src|test|dev|ops)\/[\w./-]+)`/g)].map(([, path = '']) => path)

test('every file that the page on adding things names exists', () => {
  const files = filesIn(page)
  expect(files.length).toBeGreaterThan(40)
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every excerpt on the page stands in its file', () => {
  const excerpts = excerptsIn(page)
  expect(excerpts.length).toBeGreaterThan(5)
  expect(excerpts.flatMap(wrongIn)).toEqual([])
})

test('an excerpt that is not in its file is seen', () => {
  const [excerpt] = excerptsIn('   ```ts src/app.ts\n   app.route("/nowhere", nobody)\n   ```')
  expect(wrongIn(excerpt!)).toEqual(['src/app.ts has no line "app.route("/nowhere", nobody)"'])
})
