const refusal = <Data = undefined>(status: number) => ({ status }) as { status: number; data?: Data }

/**
 * Every expected refusal: its code and HTTP status. The sentences are in `lang/<language>/errors.ts` under the same codes.
 * `refuse` throws one; the edge turns it into `application/problem+json` (RFC 9457) in the reader's language.
 * Anything else that is thrown is a bug and becomes `internal`.
 */
export const refusals = {
  bad_request: refusal(400),
  invalid: refusal(400),
  invalid_credentials: refusal(401),
  sign_in_required: refusal(401),
  not_allowed: refusal(403),
  email_not_verified: refusal(403),
  confirm_it_is_you: refusal(403),
  account_banned: refusal(403),
  cross_site: refusal(403),
  not_found: refusal(404),
  method_not_allowed: refusal(405),
  body_too_large: refusal<{ limit: number }>(413),
  unsupported_media_type: refusal(415),
  too_many_requests: refusal<{ seconds: number }>(429),
  internal: refusal<{ requestId: string }>(500),
  busy: refusal(503),

  email_taken: refusal(409),
  link_invalid: refusal(400),
  sign_in_again: refusal(400),
  second_factor_required: refusal(403),
  second_factor_on: refusal(409),
  second_factor_off: refusal(409),
  code_wrong: refusal(400),
  passkey_refused: refusal(400),
  passkey_known: refusal(409),
  too_many_passkeys: refusal<{ maximum: number }>(409),
  password_common: refusal(400),
  password_own: refusal(400),
  wrong_password: refusal(400),
  sign_in_provider_unknown: refusal(400),
  sign_in_provider_silent: refusal(503),
  sign_in_lost: refusal(400),
  sign_in_denied: refusal(400),
  sign_in_unproven: refusal(400),
  sign_in_linked_elsewhere: refusal(409),
  email_code_wrong: refusal(400),
  last_way_in: refusal(409),
  address_differs: refusal(400),
  administrator_first: refusal(409),
  erasure_asked: refusal(409),
  erasure_begun: refusal(409),
  needed_by: refusal<{ names: string[] }>(409),
  tickets_ahead: refusal<{ tickets: number }>(409),
  has_account: refusal(409),
  nobody_to_mail: refusal(409),
  export_asked: refusal(409),
  merge_unproven: refusal(409),
  merge_loses_factor: refusal(409),
  channel_unavailable: refusal<{ channel: string }>(400),
  choice_fixed: refusal(409),
  quiet_hours_empty: refusal(400),
  role_not_yours: refusal(403),
  last_owner: refusal(409),
  already_member: refusal(409),
  already_invited: refusal(409),
  invitation_closed: refusal<{ state: string }>(409),
  invitation_not_yours: refusal(403),
  already_owner: refusal(409),
  ownership_offer_open: refusal(409),
  ownership_offer_closed: refusal(409),
  organization_unknown: refusal<{ slug: string }>(400),
  cohost_is_host: refusal(409),
  already_cohost: refusal(409),
  too_many_cohosts: refusal<{ maximum: number }>(409),
  slug_taken: refusal<{ slug: string }>(409),
  unknown_time_zone: refusal(400),
  ends_before_start: refusal(400),
  image_unreadable: refusal(400),
  placeholder_unknown: refusal<{ found: string }>(400),
  phone_unreadable: refusal(400),
  phone_code_wrong: refusal(400),
  device_elsewhere: refusal(409),
  country_unknown: refusal(400),
  birth_year_wrong: refusal<{ first: number; last: number }>(400),
  not_ready_to_publish: refusal<{ missing: string[] }>(409),
  already_answered: refusal(409),
  wrong_event_state: refusal<{ state: string }>(409),
  changed_meanwhile: refusal(409),
  announcement_state: refusal<{ state: string }>(409),
  event_long_over: refusal<{ days: number }>(409),
  currency_not_offered: refusal<{ name: string }>(409),
  organization_suspended: refusal(409),
  not_yourself: refusal(409),
  last_administrator: refusal(409),
  wrong_person_state: refusal(409),
  not_while_acting: refusal(403),
  api_key_refused: refusal(401),
  not_by_key: refusal(403),
  scope_missing: refusal<{ scope: string }>(403),
  scope_not_yours: refusal(403),
  too_many_api_keys: refusal<{ maximum: number }>(409),
  event_has_orders: refusal(409),
  event_has_test_orders: refusal(409),
  currency_frozen: refusal(409),
  capacity_below_sold: refusal<{ taken: number }>(409),
  without_limit: refusal(409),
  ticket_type_in_use: refusal(409),
  tax_rate_in_use: refusal(409),
  minimum_over_maximum: refusal(400),
  sale_window_reversed: refusal(400),
  refund_steps_reversed: refusal(400),

  event_not_on_sale: refusal(409),
  test_is_over: refusal(409),
  sold_out: refusal<{ name: string; left: number }>(409),
  not_on_sale: refusal<{ name: string }>(409),
  over_limit: refusal<{ name: string; maximum: number }>(409),
  under_minimum: refusal<{ name: string; minimum: number }>(409),
  person_limit: refusal<{ name: string; left: number }>(409),
  cart_stale: refusal<{ name: string }>(409),
  too_many_holds: refusal<{ maximum: number }>(409),
  already_registered: refusal(409),
  hold_expired: refusal(409),
  already_extended: refusal(409),
  wrong_order_state: refusal<{ state: string }>(409),
  details_missing: refusal(409),
  places_gone: refusal(409),
  event_not_live: refusal(409),
  idempotency_key_reused: refusal(422),
  payment_declined: refusal(402),
  signature_invalid: refusal(400),
  amount_differs: refusal<{ due: string }>(409),
  provider_unknown: refusal(400),
  provider_unavailable: refusal(503),
  methods_unavailable: refusal(503),
  method_not_kept: refusal(409),
  payment_method_gone: refusal(409),
  amount_not_payable: refusal(409),
  balance_too_small: refusal<{ available: string }>(409),
  payout_settled: refusal(409),
  ticket_not_valid: refusal<{ state: string }>(409),
  refund_changed: refusal<{ amount: string }>(409),
  refund_closed: refusal(409),
  refund_by_organizer: refusal(409),
  refund_too_large: refusal(409),
  nothing_to_refund: refusal(409),
  refund_settled: refusal(409),
  ticket_checked_in: refusal(409),
  ticket_admitted: refusal(409),
  guests_only: refusal(403),
  guest_declined: refusal(409),
  guest_places: refusal<{ left: number }>(409),
  transfers_off: refusal(409),
  renames_off: refusal(409),
  ticket_changes_closed: refusal<{ until: string; timeZone: string }>(409),
  transfer_open: refusal(409),
  transfer_closed: refusal<{ state: string }>(409),

  scan_conflict: refusal(409),
  scan_not_undoable: refusal(409),
  file_type_refused: refusal(400),
  no_events_found: refusal(404),
  no_registrations_found: refusal(404),
  event_waiting: refusal(409),
} as const

export type RefusalCode = keyof typeof refusals
export type RefusalData<C extends RefusalCode> = (typeof refusals)[C] extends { data?: infer D }
  ? Exclude<D, undefined>
  : never

/** An expected "no". `field` is the path of the input it is about, as in `lines.0.quantity`. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly data: unknown
  readonly field: string | undefined
  /** For `invalid`: path of each wrong input → the rule it broke, a key of the `rules` sentences with its value. */
  readonly broken: readonly BrokenRule[]

  constructor(code: RefusalCode, data?: unknown, field?: string, broken: readonly BrokenRule[] = []) {
    super(code)
    this.code = code
    this.data = data
    this.field = field
    this.broken = broken
  }

  get status(): number {
    return refusals[this.code].status
  }
}

export interface BrokenRule {
  path: string
  rule:
    | 'required'
    | 'type'
    | 'shorter'
    | 'longer'
    | 'less'
    | 'more'
    | 'format'
    | 'choice'
    | 'fewer'
    | 'many'
    | 'unknown'
    | 'past'
  limit?: number
}

/** Refuses with one of the codes above. `data` fills the sentence; `field` names the input at fault. */
export function refuse<C extends RefusalCode>(
  code: C,
  ...[data, field]: [RefusalData<C>] extends [never]
    ? [data?: undefined, field?: string]
    : [data: RefusalData<C>, field?: string]
): never {
  throw new Refusal(code, data, field)
}
