import { crc32, deflateSync } from 'node:zlib'

const svg = (inside: string, more = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 48 48" ${more}>${inside}</svg>`

/** An entity expansion bomb of a billion items. */
const bomb = `<!DOCTYPE svg [<!ENTITY a "boom">${'bcdefghij'
  .split('')
  .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
  .join('')}]>${svg('<text>&j;</text>')}`

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** An image of 50 million pixels in a few thousand bytes. */
function hugePng(): Buffer {
  const [width, height] = [7200, 7200]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.alloc((width / 8 + 1) * height))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

const html = '<!doctype html><script>boom(1)</script><img src=x onerror=boom(1)><base href=//evil.example/>'

/** Images with active content, and active content that claims to be an image. */
export const hostileLogos: Readonly<Record<string, { readonly type: string; readonly body: string | Buffer }>> = {
  'a script': { type: 'image/svg+xml', body: svg('<script>boom(1)</script>') },
  'a script of a stranger': { type: 'image/svg+xml', body: svg('<script xlink:href="//evil.example/x.js"/>') },
  'an event of the root': { type: 'image/svg+xml', body: svg('', 'onload="boom(1)"') },
  'an event of a picture': { type: 'image/svg+xml', body: svg('<image href="x:x" onerror="boom(1)"/>') },
  'an animation that begins': {
    type: 'image/svg+xml',
    body: svg('<animate onbegin="boom(1)" attributeName="x" dur="1s"/>'),
  },
  'an address that is animated': {
    type: 'image/svg+xml',
    body: svg('<a><animate attributeName="href" values="javascript:boom(1)"/><text y="20">x</text></a>'),
  },
  'a page inside': {
    type: 'image/svg+xml',
    body: svg(
      '<foreignObject width="48" height="48"><body xmlns="http://www.w3.org/1999/xhtml"><script>boom(1)</script><iframe src="//evil.example/"/></body></foreignObject>',
    ),
  },
  'something of a stranger': { type: 'image/svg+xml', body: svg('<use href="//evil.example/x.svg#x"/>') },
  'something written out': {
    type: 'image/svg+xml',
    body: svg(
      "<use href=\"data:image/svg+xml,%3Csvg id='x' xmlns='http://www.w3.org/2000/svg' onload='boom(1)'/%3E#x\"/>",
    ),
  },
  'a picture of a stranger': {
    type: 'image/svg+xml',
    body: svg('<image href="//evil.example/x.png" width="48" height="48"/>'),
  },
  'a style of a stranger': {
    type: 'image/svg+xml',
    body: svg('<style>@import "//evil.example/x.css";*{background:url(//evil.example/y)}</style>'),
  },
  'a style sheet before it': {
    type: 'image/svg+xml',
    body: `<?xml-stylesheet href="//evil.example/x.xsl" type="text/xsl"?>${svg('<script>boom(1)</script>')}`,
  },
  'an entity of a stranger': {
    type: 'image/svg+xml',
    body: `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "//evil.example/y">]>${svg('<text>&x;&y;</text>')}`,
  },
  'a billion entities': { type: 'image/svg+xml', body: bomb },
  'a picture as large as a wall': {
    type: 'image/svg+xml',
    body: svg('<rect width="9e9" height="9e9"/>', 'width="99999999" height="99999999"'),
  },
  'fifty million points': { type: 'image/png', body: hugePng() },
  'a page called a picture': { type: 'image/png', body: html },
  'a picture called a page': { type: 'text/html', body: html },
  'a script called a script': { type: 'text/javascript', body: 'boom(1)' },
  'a page called nothing': { type: '', body: html },
  'a document of XML': {
    type: 'application/xhtml+xml',
    body: `<html xmlns="http://www.w3.org/1999/xhtml"><script>boom(1)</script></html>`,
  },
  'a type that would be a header': { type: 'text/html\r\nset-cookie: x=1', body: html },
  'both a picture and a page': { type: 'image/gif', body: `GIF89a/*${html}*/=boom(1)` },
  'nothing at all': { type: 'image/png', body: '' },
}
