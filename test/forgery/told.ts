import { keyShape, textsOf } from '../world/log-watch.ts'
import { world } from '../world/merchant.ts'
import { secrets } from '../world/secrets.ts'
import type { Answer, Asked } from './ask.ts'
import { unpacked } from './mutant-tokens.ts'
import { accountOf } from './newcomer.ts'

const ours = textsOf(secrets)
const tokens = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g

/** What an answer tells that whoever asked should not be told, or leaves where others find it; what they came with aside. */
export async function told(asked: Asked, { headers, body }: Answer, origin: string): Promise<string[]> {
  const said = `${JSON.stringify(headers)} ${body}`
  const cameWith = `${asked.path} ${JSON.stringify(asked.headers ?? {})}`
  const links = said.match(tokens) ?? []
  const others = links.filter((link) => !asked.path.includes(link))
  const asking = keyIn(asked)
  const account = others.length > 0 ? await accountOf(asking) : undefined
  // A key of another world is known only there.
  const isOfAnotherWorld = account === undefined && asking !== '' && origin !== world.app
  const [key = ''] = keyShape.exec(said) ?? []
  const [away = ''] = [headers.location, headers['hx-redirect']].flat().filter((to) => to?.match(tokens))
  const tales = {
    'a secret of this world': ours.some((secret) => said.includes(secret) && !asked.path.includes(secret)),
    'a key': key !== '' && !cameWith.includes(key),
    "somebody else's link":
      !isOfAnotherWorld && others.some((link) => account === undefined || ownerOf(link) !== account),
    'another page about the link': away !== '' && !new URL(away, world.app).href.startsWith(`${world.app}/i/`),
    'every cache on its way about the link': links.length > 0 && headers['cache-control'] !== 'no-store',
    'the browser to keep something': headers['set-cookie'] !== undefined,
  }
  return Object.entries(tales).flatMap(([what, isTold]) => (isTold ? [what] : []))
}

/** Whose link a token says it is. */
const ownerOf = (token: string): unknown => {
  try {
    return unpacked(token.split('.')[1]!).acc
  } catch {
    return undefined
  }
}

/** The key that somebody asks with, in either of its two ways. */
function keyIn({ headers = {} }: Asked): string {
  const [scheme = '', credentials = ''] = String(headers.authorization ?? '').split(' ')
  return /^basic$/i.test(scheme) ? Buffer.from(credentials, 'base64').toString().split(':')[0]! : credentials
}
