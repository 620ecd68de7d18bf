import type { Form } from './form-encoding.ts'
import { invalid, malformed } from './problem.ts'
import { isMethodType, type MethodType, offeredTypes, takesCurrency } from './tables/methods.ts'

/** The parameters by which a caller chooses methods. */
export const typesSpec = {
  allowed_payment_method_types: 'texts',
  excluded_payment_method_types: 'texts',
  payment_method_configuration: 'text',
  payment_method_types: 'texts',
} as const

type Choice = {
  allowed_payment_method_types?: string[]
  excluded_payment_method_types?: string[]
  payment_method_types?: string[]
  automatic_payment_methods?: Form
}

export type ChosenTypes = {
  readonly types: MethodType[]
  readonly allowed: string[] | null
  readonly excluded: string[] | null
  /** Whether the provider chooses the methods, rather than the caller listing them. */
  readonly isAutomatic: boolean
}

/**
 * The methods that a payment accepts. A list of allowed ones is a filter: those that do not fit the currency drop out. The older
 * exact list is refused if one of them does not fit. Throws a Problem where none is left. A null currency fits all.
 */
export function typesFrom(choice: Choice, currency: string | null): ChosenTypes {
  const {
    allowed_payment_method_types: allowed,
    excluded_payment_method_types: excluded,
    payment_method_types: exact,
  } = choice
  if (exact !== undefined && choice.automatic_payment_methods !== undefined)
    throw malformed(
      'parameters_exclusive',
      'payment_method_types',
      'You may only specify one of these parameters: automatic_payment_methods, payment_method_types.',
    )
  for (const type of [...(allowed ?? []), ...(exact ?? [])]) refuseUnknown(type)
  const isAutomatic = exact === undefined
  const offered = isAutomatic ? offeredTypes(currency, allowed ?? null) : exactly(exact, currency)
  const types = offered.filter((type) => !excluded?.includes(type))
  if (types.length === 0)
    throw invalid(
      `No valid payment method types for this payment. None of the allowed payment method types can be used with the currency \`${currency}\`.`,
      {
        code: 'payment_intent_invalid_parameter',
        param: isAutomatic ? 'allowed_payment_method_types' : 'payment_method_types',
      },
    )
  return { types, allowed: allowed ?? null, excluded: excluded ?? null, isAutomatic }
}

function exactly(types: readonly string[], currency: string | null): MethodType[] {
  const known = types.filter(isMethodType)
  const unfit = known.find((type) => currency !== null && !takesCurrency(type, currency))
  if (unfit !== undefined)
    throw invalid(`The payment method type \`${unfit}\` cannot be used with the currency \`${currency}\`.`, {
      code: 'payment_intent_invalid_parameter',
      param: 'payment_method_types',
    })
  return known
}

/** The real provider has many more methods; naming one of those is refused with a message that says so. */
function refuseUnknown(type: string): void {
  if (isMethodType(type) || type === 'link') return
  throw invalid(
    `The payment method type "${type}" is invalid. Please ensure the provided type is activated in your sandbox.`,
    {
      param: 'payment_method_types',
    },
  )
}
