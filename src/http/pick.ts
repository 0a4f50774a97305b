import type { TSchema } from 'typebox'

/**
 * Makes a function that copies just what a reply schema lists, so that an unlisted column never leaves, over HTTP
 * or in process. Dates become ISO 8601 in UTC; `undefined` stays away. It trusts types: replies are checked by tests,
 * not at run time.
 */
export function pickerOf(schema: TSchema): (value: unknown) => unknown {
  const shape = schema as Shape
  if (shape.properties) return objectPicker(shape.properties)
  if (shape.items) return arrayPicker(pickerOf(shape.items))
  if (shape.patternProperties) return recordPicker(pickerOf(Object.values(shape.patternProperties)[0] ?? {}))
  if (shape.anyOf) return unionPicker(shape.anyOf)
  return plain
}

interface Shape {
  properties?: Record<string, TSchema>
  patternProperties?: Record<string, TSchema>
  items?: TSchema
  anyOf?: TSchema[]
}

const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

function objectPicker(properties: Record<string, TSchema>) {
  const pickers = Object.entries(properties).map(([name, schema]) => [name, pickerOf(schema)] as const)
  return (value: unknown) => {
    if (value === null || typeof value !== 'object') return value
    const from = value as Record<string, unknown>
    const to: Record<string, unknown> = {}
    for (const [name, pick] of pickers) {
      const item = from[name]
      if (item !== undefined) to[name] = pick(item)
    }
    return to
  }
}

const arrayPicker = (pick: (value: unknown) => unknown) => (value: unknown) =>
  Array.isArray(value) ? value.map(pick) : value

const recordPicker = (pick: (value: unknown) => unknown) => (value: unknown) =>
  value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, pick(item)]))

/** A union of objects must say which member a value is by a literal property (`kind`), or have one object (or record) member. */
function unionPicker(members: TSchema[]) {
  const objects = members.filter(isObject)
  const pickers = objects.map((member) => ({ fits: fitsOf(member as Shape), pick: pickerOf(member) }))
  return (value: unknown) => {
    if (value === null || typeof value !== 'object' || value instanceof Date) return plain(value)
    const member = pickers.find(({ fits }) => fits(value as Record<string, unknown>))
    if (!member) throw new Error('reply fits no member of its union')
    return member.pick(value)
  }
}

const isObject = ({ properties, items, patternProperties }: Shape) =>
  (properties ?? items ?? patternProperties) !== undefined

function fitsOf(member: Shape): (value: Record<string, unknown>) => boolean {
  if (member.items) return (value) => Array.isArray(value)
  const literals = Object.entries(member.properties ?? {}).flatMap(([name, schema]) =>
    'const' in schema ? [[name, (schema as { const: unknown }).const] as const] : [],
  )
  return (value) => !Array.isArray(value) && literals.every(([name, literal]) => value[name] === literal)
}
