/**
 * A link or a form whose response replaces the content of its page where scripts run; elsewhere it is a link or a form. The reader stays
 * where they are on the page, and a second press does nothing while the first one is under way.
 */
export const inPlace = {
  'hx-boost': 'target:#content select:main swap:"outerHTML show:none"',
  'hx-sync': 'drop',
} as const

/** As `inPlace`, of what is no link and no form: each change of a field in it replaces the response to the one before. */
export const contentInPlace = {
  'hx-trigger': 'change',
  'hx-target': '#content',
  'hx-select': 'main',
  'hx-swap': 'outerHTML',
  'hx-sync': 'replace',
} as const

/** A form that changes something. The address becomes that of the outcome, and the way back leads to the page before. */
export const changeInPlace = { ...inPlace, 'hx-replace-url': 'true' } as const
