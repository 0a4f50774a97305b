import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceFiles } from './source.ts'

/** Tables whose rows belong to one organization. Every query on one names a key that leads to it. */
const tenantTables = [
  'event',
  'event_message',
  'announcement',
  'event_guest',
  'stock',
  'ticket_type',
  'order',
  'order_line',
  'ticket',
  'ticket_transfer',
  'payment',
  'scan',
  'membership',
  'member_invitation',
  'ownership_offer',
  'event_cohost',
  'api_key',
  'tax_rate',
  'journal',
  'entry',
  'payout',
  'invoice',
]

/** What narrows a query to rows that somebody was let in to: an id, or a secret that only its bearer has. */
const keys =
  /\b(id|organization_id|event_id|order_id|ticket_id|ticket_type_id|stock_id|user_id|made_by|slug|code|secret_hash|nonce|ref|browser_id)\b/

/**
 * Files whose queries run over all organizations, and why that is right. Reviewed by hand: each addition needs a reason.
 */
const acrossTenants: Record<string, string> = {
  'src/modules/events/cover.ts':
    'asks which events of anybody have an image, and shows it where one of them opens to the reader',
  'src/modules/money/reconcile.ts': 'closes forgotten payment attempts of every organizer',
  'src/modules/orders/links.ts': 'finds the orders of an email whose owner has the link that was mailed there',
}

interface Statement {
  path: string
  table: string
  text: string
}

test('a query on a table of an organization names its key', () => {
  const modules = sourceFiles('src/modules').filter(({ path }) => !path.endsWith('.test.ts'))
  const loose = modules
    .filter(({ path }) => !(path in acrossTenants))
    .flatMap(({ path, text }) => [...builderStatements(path, text), ...sqlStatements(path, text)])
    .filter(({ text }) => !narrowed(text))
    .map(({ path, table, text }) => `${path}: ${table}: ${text.replace(/\s+/g, ' ').slice(0, 120)}`)
  assert.deepEqual(loose, [])
})

test('every exception is still there to be excepted', () => {
  const paths = sourceFiles('src/modules').map(({ path }) => path)
  assert.deepEqual(
    Object.keys(acrossTenants).filter((path) => !paths.includes(path)),
    [],
  )
})

test('the check finds a query without a key', () => {
  assert.equal(
    builderStatements('x', "db.selectFrom('order').selectAll().execute()").filter(({ text }) => !narrowed(text)).length,
    1,
  )
  assert.equal(
    sqlStatements('x', 'sql`select * from ticket t order by t.created_at`').filter(({ text }) => !narrowed(text))
      .length,
    1,
  )
  assert.equal(
    builderStatements('x', "db.selectFrom('order').where('event_id', '=', id).execute()").filter(
      ({ text }) => !narrowed(text),
    ).length,
    0,
  )
})

/** From the verb of a query builder to the call that carries it out. */
function builderStatements(path: string, text: string): Statement[] {
  const verbs = new RegExp(
    `\\b(?:selectFrom|updateTable|deleteFrom)\\(\\s*'(${tenantTables.join('|')})(?: as \\w+)?'\\s*\\)`,
    'g',
  )
  return [...text.matchAll(verbs)].map((match) => {
    const rest = text.slice(match.index)
    const end = rest.search(/\.execute\w*\(|\.compile\(|\n\n/)
    return { path, table: String(match[1]), text: end < 0 ? rest : rest.slice(0, end) }
  })
}

/** The text of an `sql` template that reads or changes such a table. */
function sqlStatements(path: string, text: string): Statement[] {
  const from = new RegExp(`\\b(?:from|update|delete from)\\s+"?(${tenantTables.join('|')})"?\\b`, 'i')
  return [...text.matchAll(/\bsql(?:<[^`]*?>)?`((?:[^`\\]|\\.)*)`/g)].flatMap((match) => {
    const table = from.exec(String(match[1]))?.[1]
    return table === undefined ? [] : [{ path, table, text: String(match[1]) }]
  })
}

/** A `where` or a join on a key; a fragment handed in (`${…}`) as the condition is the caller's to narrow. */
function narrowed(text: string): boolean {
  const conditions = [...text.matchAll(/\b(?:where\w*|on|onRef|innerJoin|leftJoin|having)\b([\s\S]{0,400})/gi)].map(
    (match) => String(match[1]),
  )
  return conditions.some((condition) => keys.test(condition) || condition.includes('${'))
}
