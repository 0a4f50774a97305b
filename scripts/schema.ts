import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Columns whose CHECK is a list of words: the same words as types, by interface and column. */
const choices: Record<string, Record<string, readonly string[]>> = {
  Announcement: { state: ['draft', 'scheduled', 'sending', 'sent', 'stopped'], stopped_for: ['event', 'organization'] },
  Event: {
    category: ['music', 'tech', 'film', 'food', 'art', 'sport', 'talks', 'community', 'family'],
    attendance: ['in-person', 'online', 'hybrid'],
    visibility: ['public', 'unlisted', 'invite-only'],
    state: ['draft', 'waiting', 'published', 'cancelled'],
  },
  Entry: {
    account: [
      'buyer',
      'provider_clearing',
      'organizer_payable',
      'platform_commission',
      'tax_payable',
      'provider_fee',
      'discount',
      'payout_pending',
    ],
  },
  Delivery: {
    channel: ['email', 'sms', 'push'],
    state: ['waiting', 'sending', 'sent', 'delivered', 'failed', 'dropped'],
  },
  DataExport: { state: ['asked', 'ready', 'failed', 'gone'] },
  EventCohost: {
    role: ['manager', 'editor', 'moderator', 'check-in'],
    state: ['invited', 'accepted', 'declined', 'ended'],
  },
  EventGuest: { state: ['sent', 'opened', 'accepted', 'declined', 'revoked'] },
  Invoice: { kind: ['invoice', 'credit_note'] },
  Journal: {
    kind: [
      'sale',
      'provider_fee',
      'refund',
      'refund_sent',
      'stranded',
      'stranded_returned',
      'payout',
      'payout_paid',
      'payout_cancelled',
    ],
  },
  MemberInvitation: {
    role: ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'],
    state: ['sent', 'accepted', 'declined', 'withdrawn', 'lapsed'],
  },
  Membership: { role: ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'] },
  NotificationChoice: { channel: ['in_app', 'email', 'sms', 'push'] },
  Order: { state: ['held', 'awaiting_payment', 'paid', 'cancelled', 'expired'] },
  Organization: { commission_paid_by: ['buyer', 'organizer'] },
  OwnershipOffer: { state: ['offered', 'accepted', 'declined', 'withdrawn'] },
  Payment: { state: ['pending', 'succeeded', 'failed', 'cancelled', 'stranded', 'refunded'] },
  Payout: { state: ['recorded', 'paid', 'cancelled'] },
  Profile: { gender: ['woman', 'man', 'nonbinary', 'other'] },
  Refund: {
    kind: ['buyer', 'organizer', 'event_cancelled'],
    state: ['requested', 'pending', 'sent', 'failed', 'by_hand'],
  },
  SandboxPayment: {
    state: ['open', 'challenged', 'paid', 'late', 'declined', 'challenge_failed', 'cancelled', 'refunded'],
  },
  Scan: {
    result: ['admitted', 'already_in', 'refused'],
    reason: ['unknown_code', 'wrong_event', 'event_cancelled', 'not_paid', 'void', 'transferred', 'test_ticket'],
  },
  Ticket: { state: ['valid', 'void', 'transferred'] },
  TicketTransfer: { state: ['offered', 'accepted', 'declined', 'withdrawn', 'lapsed'] },
}

/**
 * Writes src/db/schema.ts, the types of every table, from a migrated database: `npm run schema -- <postgres url>`.
 * test/schema.test.ts fails while it is out of date.
 */
export function writeSchema(url: string, out: string): void {
  const bin = join(import.meta.dirname, '../node_modules/kysely-codegen/dist/cli/bin.js')
  const options = ['--dialect=postgres', '--url', url, '--out-file', out, '--log-level=error', '--singularize=false']
  const skipped = ['--exclude-pattern', '(graphile_worker.*|kysely_*)']
  const instant = 'ColumnType<Date, Date | string, Date | string>'
  const types = ['--type-mapping', JSON.stringify({ int8: 'number', timestamptz: instant })]
  execFileSync(process.execPath, [bin, ...options, ...skipped, ...types], { stdio: 'inherit' })
  writeFileSync(out, narrowed(readFileSync(out, 'utf8')))
}

function narrowed(text: string): string {
  let result = text
  for (const [name, columns] of Object.entries(choices))
    for (const [column, words] of Object.entries(columns)) {
      const place = new RegExp(`(export interface ${name} \\{[^}]*?\\n  ${column}: (?:Generated<)?)string`)
      if (!place.test(result)) throw new Error(`no column ${name}.${column}`)
      result = result.replace(place, `$1${words.map((word) => `'${word}'`).join(' | ')}`)
    }
  return result
}

if (import.meta.main) {
  const [url, out = join(import.meta.dirname, '../src/db/schema.ts')] = process.argv.slice(2)
  if (url === undefined) throw new Error('give the URL of a migrated database')
  writeSchema(url, out)
}
