/**
 * Who sends a request, as far as limits tell visitors apart: by their address, which Cloudflare sets, and in IPv6 by the network of one
 * connection (/64), since its addresses are there by the billion.
 */
export function visitorOf(headers: Headers): string {
  const address = headers.get('cf-connecting-ip') ?? ''
  return address.includes(':') ? networkOf(address) : address
}

function networkOf(address: string): string {
  const [before = '', after] = address.toLowerCase().split('::')
  const groups = before === '' ? [] : before.split(':')
  const rest = after ? after.split(':') : []
  const gap = after === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length)
  return [...groups, ...Array<string>(gap).fill('0'), ...rest]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
