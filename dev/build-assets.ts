import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import htmxPackage from 'htmx.org/package.json' with { type: 'json' }
import { browserslistToTargets, bundle } from 'lightningcss'
import { copyFonts } from './fonts.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'dist/public')
const generated = join(root, 'src/views/assets.gen.ts')

/** The files in /assets have a hash or a version in their name, so browsers may cache them forever. */
const headers = `/assets/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
  Cross-Origin-Resource-Policy: same-origin

/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
`

/** Builds the files that are served to browsers, and the module with their URLs. */
export function buildAssets(): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'assets'), { recursive: true })
  const assets = {
    payCss: styleSheet('pay'),
    plainCss: styleSheet('plain'),
    portalCss: styleSheet('portal'),
    verifyCss: styleSheet('verify'),
    payJs: ownScript('pay'),
    passkeysJs: ownScript('passkeys'),
    portalJs: ownScript('portal'),
    verifyJs: ownScript('verify'),
    htmx: script(`htmx-${htmxPackage.version}.min.js`, read('node_modules/htmx.org/dist/htmx.min.js')),
    icon: '/favicon.svg',
  }
  cpSync(join(root, 'public/icons'), folder, { recursive: true })
  cpSync(join(root, 'public/robots.txt'), join(folder, 'robots.txt'))
  copyFonts(join(folder, 'fonts'))
  writeFileSync(join(folder, '_headers'), headers)
  writeFileSync(
    generated,
    `import type { Assets } from './assets.ts'\n\nexport const assets: Assets = ${JSON.stringify(assets, null, 2)}\n`,
  )
}

const styleSheet = (layout: string): string =>
  bundle({
    filename: join(root, `public/css/${layout}.css`),
    minify: true,
    targets: browserslistToTargets(['chrome 111', 'firefox 113', 'safari 16.4']),
  }).code.toString()

/** A script of ours, minified, with a part of its hash in its name. */
function ownScript(name: string) {
  const { code } = transformSync(read(`public/js/${name}.js`), { minify: true, target: 'es2022' })
  return script(`${name}-${digest('sha256', code).toString('hex').slice(0, 10)}.js`, code)
}

function script(name: string, text: string) {
  writeFileSync(join(folder, 'assets', name), text)
  return { path: `/assets/${name}`, integrity: `sha384-${digest('sha384', text).toString('base64')}` }
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const digest = (algorithm: string, text: string): Buffer => createHash(algorithm).update(text).digest()

if (import.meta.main) buildAssets()
