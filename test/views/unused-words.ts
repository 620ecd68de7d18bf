import { join } from 'node:path'
import {
  type BindingElement,
  type Node,
  type ObjectLiteralExpression,
  type PropertyAccessExpression,
  type SourceFile,
  SyntaxKind,
  type VariableDeclaration,
} from 'typescript/unstable/ast'
import { API, type Checker, type Project, type Symbol as TsSymbol } from 'typescript/unstable/sync'

type Key = { readonly name: string; readonly parent: Key | null; isUsed: boolean; readonly children: Key[] }

/** The keys of the English catalogue that no other file of `src` reads, as `part.key.key`. The compiler resolves each reference. */
export function unusedWords(root: string): string[] {
  const api = new API({ cwd: root })
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProjects()
    const files = project!.program.getSourceFileNames().filter((name) => name.startsWith(join(root, 'src/')))
    const isWords = (name: string) => name.startsWith(join(root, 'src/views/words/'))
    const keys: Keys = new Map()
    for (const name of files.filter((name) => name.startsWith(join(root, 'src/views/words/en/'))))
      collect(project!.program.getSourceFile(name)!, keys)
    if (keys.size === 0) throw new Error('The English catalogue has no keys.')
    for (const name of files) if (!isWords(name)) markRead(project!.program.getSourceFile(name)!, project!, keys)
    return [...keys.values()].filter((key) => key.children.length === 0 && !key.isUsed).map(pathOf)
  } finally {
    api.close()
  }
}

type Keys = Map<string, Key>

const placeOf = (path: string, node: Node) => `${path}:${node.end}`
const pathOf = ({ name, parent }: Key): string => (parent ? `${pathOf(parent)}.${name}` : name)

/** Every key of the one object that a part of the catalogue returns. */
function collect(file: SourceFile, keys: Keys): void {
  const add = (object: ObjectLiteralExpression, parent: Key) => {
    for (const property of object.properties) {
      if (property.kind !== SyntaxKind.PropertyAssignment) continue
      const key: Key = { name: property.name.getText(), parent, isUsed: false, children: [] }
      parent.children.push(key)
      keys.set(placeOf(file.fileName, property), key)
      if (property.initializer.kind === SyntaxKind.ObjectLiteralExpression)
        add(property.initializer as ObjectLiteralExpression, key)
    }
  }
  const part = file.fileName.split('/').at(-1)!.replace(/\.ts$/, '')
  const find = (node: Node): void => {
    if (node.kind === SyntaxKind.ObjectLiteralExpression)
      add(node as ObjectLiteralExpression, { name: part, parent: null, isUsed: false, children: [] })
    else node.forEachChild(find)
  }
  find(file)
}

function markRead(file: SourceFile, { checker }: Project, keys: Keys): void {
  const nodes: Node[] = []
  const find = (node: Node): void => {
    if (node.kind === SyntaxKind.PropertyAccessExpression || node.kind === SyntaxKind.BindingElement) nodes.push(node)
    node.forEachChild(find)
  }
  find(file)
  const accesses = nodes.filter(
    (node) => node.kind === SyntaxKind.PropertyAccessExpression,
  ) as PropertyAccessExpression[]
  const symbols = checker.getSymbolAtLocation(accesses.map(({ name }) => name))
  accesses.forEach((access, nth) => {
    for (const key of keysOf(symbols[nth], keys)) use(key, access)
  })
  for (const node of nodes)
    if (node.kind === SyntaxKind.BindingElement)
      for (const key of keysOf(unpacked(node as BindingElement, checker), keys)) key.isUsed = true
}

/** What `const { name } = words` reads. */
function unpacked({ parent, name, propertyName }: BindingElement, checker: Checker): TsSymbol | undefined {
  if (parent.kind !== SyntaxKind.ObjectBindingPattern) return undefined
  if (parent.parent.kind !== SyntaxKind.VariableDeclaration) return undefined
  const { initializer } = parent.parent as VariableDeclaration
  const type = initializer && checker.getTypeAtLocation(initializer)
  const wanted = (propertyName ?? name)?.getText()
  return type && checker.getPropertiesOfType(type).find((property) => property.name === wanted)
}

const keysOf = (symbol: TsSymbol | undefined, keys: Keys): Key[] =>
  (symbol?.declarations ?? []).flatMap((declaration) => {
    if (!declaration.path.includes('/views/words/en/')) return []
    const node = declaration.resolve()
    return keys.get(placeOf(node?.getSourceFile().fileName ?? '', node!)) ?? []
  })

/** A reference with an index, or to the whole object, uses all of its keys; one with a further name uses only that. */
function use(key: Key, access: Node): void {
  key.isUsed = true
  const { parent } = access
  switch (parent.kind) {
    case SyntaxKind.ConditionalExpression:
    case SyntaxKind.ParenthesizedExpression:
      use(key, parent)
      return
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.VariableDeclaration:
      return
    case SyntaxKind.ElementAccessExpression:
      for (const child of key.children) use(child, parent)
      return
    default:
      useAll(key)
  }
}

function useAll(key: Key): void {
  key.isUsed = true
  key.children.forEach(useAll)
}
