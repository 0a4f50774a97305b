import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot, type SourceFile, sourceFiles } from './source.ts'

/** Each module with those it may import from. A module further down may use all above it that are named here. */
const modules: Record<string, readonly string[]> = {
  accounts: [],
  events: ['accounts'],
  ticketing: ['accounts', 'events'],
  orders: ['accounts', 'events', 'ticketing'],
  money: ['accounts', 'events', 'ticketing', 'orders'],
  notifications: ['accounts', 'events', 'ticketing', 'orders', 'money'],
  checkin: ['accounts', 'events', 'ticketing', 'orders', 'money'],
  audit: ['accounts', 'events', 'ticketing', 'orders'],
  privacy: ['accounts', 'events', 'orders', 'money', 'notifications'],
  admin: ['accounts', 'events', 'ticketing', 'orders', 'money', 'notifications'],
  compat: ['accounts', 'events', 'ticketing', 'orders', 'money', 'notifications', 'checkin'],
}

/** Folders under src that modules stand on: they import no module. */
const ground = ['lib', 'db', 'http', 'cache', 'jobs', 'mail', 'sms', 'push', 'storage', 'realtime']

/** Which module writes which table. `stock` is shared by columns: ticketing its rows and `capacity`, orders the rest. */
const owners: Record<string, readonly string[]> = {
  users: ['accounts'],
  session: ['accounts'],
  account: ['accounts'],
  verification: ['accounts'],
  provider_sign_in: ['accounts'],
  jwks: ['accounts'],
  second_factor: ['accounts'],
  recovery_code: ['accounts'],
  passkey: ['accounts'],
  sign_in_challenge: ['accounts'],
  known_device: ['accounts'],
  guess: ['accounts'],
  organization: ['accounts'],
  organization_slug: ['accounts'],
  membership: ['accounts'],
  member_invitation: ['accounts'],
  ownership_offer: ['accounts'],
  event_cohost: ['accounts'],
  api_key: ['accounts'],
  platform_setting: ['accounts'],
  profile: ['accounts'],
  event: ['events'],
  event_slug: ['events'],
  event_word: ['events'],
  refund_window: ['events'],
  event_move: ['events'],
  event_message: ['events'],
  event_submission: ['events'],
  event_report: ['events'],
  stored_file: ['storage'],
  image_size: ['storage'],
  stock: ['ticketing', 'orders'],
  ticket_type: ['ticketing'],
  ticket_type_stock: ['ticketing'],
  tax_rate: ['ticketing'],
  order: ['orders'],
  order_line: ['orders'],
  ticket: ['orders'],
  ticket_link: ['orders'],
  ticket_transfer: ['orders'],
  calendar_feed: ['orders'],
  calendar_invitation: ['orders'],
  event_guest: ['orders'],
  unwanted_invitation: ['orders'],
  payment: ['money'],
  provider_event: ['money'],
  payee: ['money'],
  bank_account: ['money'],
  payment_customer: ['money'],
  sandbox_card: ['money'],
  sandbox_payment: ['money'],
  sandbox_refund: ['money'],
  refund: ['money'],
  refund_line: ['money'],
  journal: ['money'],
  entry: ['money'],
  payout: ['money'],
  invoice: ['money'],
  invoice_settings: ['money'],
  notification: ['notifications'],
  delivery: ['notifications'],
  notification_choice: ['notifications'],
  quiet_hours: ['notifications'],
  marketing_consent: ['notifications'],
  suppressed_address: ['notifications'],
  mail_look: ['notifications'],
  mail_text: ['notifications'],
  announcement: ['notifications'],
  mailbox_mail: ['mail'],
  mailbox_sms: ['sms'],
  phone_code: ['accounts'],
  push_subscription: ['notifications'],
  scan: ['checkin'],
  outbox: ['src/facts.ts', 'jobs'],
  data_export: ['privacy'],
  act: ['src/acts.ts'],
  worker_beat: ['jobs'],
  idempotency_key: ['db'],
  rate_limit: ['http'],
}

const all = sourceFiles('src', 'lang', 'web', 'test', 'bench', 'scripts')
const source = all.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
const partOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1]

const crossings = (check: (file: SourceFile, target: string) => boolean, files = source) =>
  files.flatMap((file) =>
    file.imports.filter(({ path }) => check(file, path)).map(({ path }) => `${file.path} imports ${path}`),
  )

test('modules import each other only along their order', () => {
  const wrong = crossings((file, target) => {
    const [from, to] = [moduleOf(file.path), moduleOf(target)]
    return from !== undefined && to !== undefined && from !== to && !modules[from]?.includes(to)
  })
  assert.deepEqual(wrong, [])
})

test('the order of modules has no cycle', () => {
  const names = Object.keys(modules)
  for (const [index, name] of names.entries())
    assert.deepEqual(
      modules[name]?.filter((other) => names.indexOf(other) >= index),
      [],
      name,
    )
})

test('what modules stand on imports no module, nor the wiring above them', () => {
  const wrong = crossings(
    (file, target) =>
      ground.includes(partOf(file.path) ?? '') &&
      (moduleOf(target) !== undefined || /^src\/(app|main|api|start|commands)\.ts$/.test(target)),
  )
  assert.deepEqual(wrong, [])
})

test('modules do not import the wiring', () => {
  const wrong = crossings(
    (file, target) => moduleOf(file.path) !== undefined && /^src\/(app|main|start|commands|api)\.ts$/.test(target),
  )
  assert.deepEqual(wrong, [])
})

test('only the top-level files of a module are its face; routes and jobs are not', () => {
  const wrong = crossings((file, target) => {
    const to = moduleOf(target)
    if (to === undefined || moduleOf(file.path) === to) return false
    const inside = target.slice(`src/modules/${to}/`.length)
    const wiring = /^src\/(app|api)\.ts$/.test(file.path)
    return inside.includes('/') || (/^(.*-)?(routes|jobs|socket)\.ts$/.test(inside) && !wiring)
  })
  assert.deepEqual(wrong, [])
})

/** What pages may run of the server's; types they may take from everywhere. */
const openToPages = ['src/http/client.ts', 'src/lib/money.ts', 'src/lib/countries.ts', 'src/lib/place.ts']

test('the server never imports the pages, and pages take just types and the client from it', () => {
  assert.deepEqual(
    crossings((_file, target) => target.startsWith('web/')),
    [],
  )
  const pages = all.filter(({ path }) => path.startsWith('web/'))
  const wrong = pages.flatMap((file) =>
    file.imports
      .filter(
        ({ path, typeOnly }) =>
          path.startsWith('src/') && !typeOnly && !openToPages.includes(path) && !path.startsWith('src/lib/look/'),
      )
      .map(({ path }) => `${file.path} imports ${path}`),
  )
  assert.deepEqual(wrong, [])
})

test('imports name the file that defines the thing: no index files, endings written out', () => {
  assert.deepEqual(
    all.filter(({ path }) => /(^|\/)index\.tsx?$/.test(path)).map(({ path }) => path),
    [],
  )
  assert.deepEqual(
    crossings((_file, target) => target.startsWith('src/') && !/\.\w+$/.test(target), all),
    [],
  )
})

test('settings are read in one place', () => {
  const readers = source.filter(({ path, text }) => /process\.env/.test(text) && path !== 'src/main.ts')
  assert.deepEqual(
    readers.map(({ path }) => path),
    [],
  )
})

test('every table is written by its owner alone', () => {
  const writes =
    /\b(?:insertInto|updateTable|deleteFrom)\(\s*['"](\w+)['"]|\b(?:insert into|update|delete from)\s+"?(\w+)"?\s/g
  const wrong = source.flatMap(({ path, text }) =>
    [...text.matchAll(writes)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((table) => table in owners)
      .filter(
        (table) =>
          !owners[table]?.some((owner) => owner === moduleOf(path) || owner === partOf(path) || owner === path),
      )
      .filter(() => !path.startsWith('src/demo/'))
      .map((table) => `${path} writes ${table}`),
  )
  assert.deepEqual(wrong, [])
})

test('every table has an owner', () => {
  const tables = [
    ...(readFileSync(join(projectRoot, 'src/db/schema.ts'), 'utf8')
      .split('export interface DB {')[1]
      ?.matchAll(/^ {2}(\w+):/gm) ?? []),
  ]
  assert.deepEqual(
    tables.map((match) => String(match[1])).filter((table) => !(table in owners)),
    [],
  )
})

test('ticketing never writes what orders counts, and orders never what ticketing sets', () => {
  const stockWrites = source.filter(({ text }) => /updateTable\('stock'\)|update stock\b/.test(text))
  for (const { path, text } of stockWrites) {
    if (moduleOf(path) === 'ticketing')
      assert.doesNotMatch(text, /set\s*\(?\{?[^}]*\b(held|sold|blocked|block_reason)\s*[:=][^=]/, path)
    if (moduleOf(path) === 'orders') assert.doesNotMatch(text, /set\(\{[^}]*\bcapacity\s*:/, path)
  }
})

test('pages and components hold no sentence of their own', () => {
  const pages = all.filter(({ path }) => path.startsWith('web/') && path.endsWith('.tsx'))
  const literal = /(?<![=>\w)])>\s*([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ ,.'’!?-]{2,})\s*<\//g
  const attribute = /\b(?:aria-label|title|alt|placeholder|label)="([^"{]*[A-Za-z]{2,}[^"]*)"/g
  const wrong = pages.flatMap(({ path, text }) =>
    [...text.matchAll(literal), ...text.matchAll(attribute)].map((match) => `${path}: ${match[1]}`),
  )
  assert.deepEqual(wrong, [])
})

test('pages set no inline style, which the content security policy would drop', () => {
  const wrong = all.filter(
    ({ path, text }) => path.startsWith('web/') && path.endsWith('.tsx') && /\sstyle=\{/.test(text),
  )
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  )
})

test('every module is a folder that exists', () => {
  for (const name of Object.keys(modules)) assert.ok(existsSync(join(projectRoot, 'src/modules', name)), name)
})
