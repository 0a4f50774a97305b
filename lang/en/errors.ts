import { momentIn } from '../moment.ts'

const eventStates: Record<string, string> = { draft: 'a draft', waiting: 'waiting for approval' }

const orderStates: Record<string, string> = { held: 'not finished', awaiting_payment: 'waiting for payment' }

const ticketStates: Record<string, string> = { void: 'is not valid any more', transferred: 'was passed on' }

const transferStates: Record<string, string> = {
  accepted: 'was accepted',
  declined: 'was declined',
  withdrawn: 'was taken back',
  lapsed: 'was not accepted in time',
}

/** What each refusal says: a short title and a sentence that tells what to do. Codes are those of src/errors.ts. */
export const errors = {
  codes: {
    bad_request: ['Not understood', () => 'The request could not be read. Check its format and send it again.'],
    invalid: ['Check your input', () => 'Some of what you sent is not right. See the fields named here.'],
    invalid_credentials: ['Not signed in', () => 'Invalid credentials.'],
    sign_in_required: ['Sign in first', () => 'This needs you to be signed in. Sign in and try again.'],
    not_allowed: ['Not allowed', () => 'Your role does not allow this. Ask an owner of the organization for access.'],
    email_not_verified: [
      'Confirm your email first',
      () => 'Your email address is not confirmed yet. Open the link we sent you, or ask for a new one.',
    ],
    account_banned: ['Account closed', () => 'This account has been closed by an administrator.'],
    cross_site: [
      'Refused',
      () => 'This request came from another site, so it was refused. Open the page here and try again.',
    ],
    not_found: ['Not found', () => 'There is nothing here, or you may not see it.'],
    method_not_allowed: ['Not possible here', () => 'This address does not take that method.'],
    body_too_large: [
      'Too large',
      (d: { limit: number }) => `That is more than the ${Math.floor(d.limit / 1024)} kB allowed here.`,
    ],
    unsupported_media_type: ['Wrong format', () => 'This kind of file or content is not taken here.'],
    too_many_requests: [
      'Too many tries',
      (d: { seconds: number }) => `Too many tries. Wait ${d.seconds} seconds and try again.`,
    ],
    internal: [
      'Something broke',
      (d: { requestId: string }) =>
        `That is our fault, not yours. Try again; if it stays, tell us this number: ${d.requestId}.`,
    ],
    busy: ['Busy', () => 'Too much is happening at once. Nothing was lost; try again in a moment.'],

    email_taken: ['Email taken', () => 'There is already an account with this email.'],
    link_invalid: ['Link no longer valid', () => 'This link was used already or is too old. Ask for a new one.'],
    wrong_password: ['Wrong password', () => 'That is not your present password. Nothing was changed.'],
    channel_unavailable: [
      'Cannot be sent',
      (d: { channel: string }) => `Messages by ${d.channel} are not set up here. Use another channel.`,
    ],
    slug_taken: ['Address taken', (d: { slug: string }) => `The address “${d.slug}” is taken. Choose another.`],
    unknown_time_zone: ['Unknown time zone', () => 'Choose a time zone from the list, such as Europe/Lisbon.'],
    ends_before_start: ['Ends before it starts', () => 'The end must be after the start.'],
    image_unreadable: ['Image not readable', () => 'This image could not be read. Use a JPEG, PNG, WebP or AVIF file.'],
    not_ready_to_publish: [
      'Not ready yet',
      () => 'Some things are missing before this can go live. See the checklist.',
    ],
    wrong_event_state: [
      'Not now',
      (d: { state: string }) => `This cannot be done while the event is ${eventStates[d.state] ?? d.state}.`,
    ],
    event_has_orders: [
      'There are orders',
      () => 'People have ordered tickets for this event, so it cannot go away. Cancel it instead.',
    ],
    currency_frozen: ['Currency is fixed', () => 'The currency cannot change after the first order.'],
    capacity_below_sold: [
      'Fewer than taken',
      (d: { taken: number }) => `${d.taken} places are already sold, held or kept back: this would leave too few.`,
    ],
    without_limit: [
      'No limit',
      () => 'There is no limit on these places, so none can be kept back. Set how many there are first.',
    ],
    ticket_type_in_use: ['Already sold', () => 'This ticket type has orders. Take it off sale instead of deleting it.'],
    tax_rate_in_use: [
      'Tax rate in use',
      () => 'Ticket types are sold with this tax rate. Give them another one first.',
    ],
    minimum_over_maximum: ['Minimum over maximum', () => 'The minimum per order cannot be more than the maximum.'],
    sale_window_reversed: ['Sale ends before it starts', () => 'The end of the sale must be after its start.'],
    refund_steps_reversed: [
      'Steps not in order',
      () => 'Each step must end nearer to the start, and give less, than the one before it.',
    ],

    event_has_test_orders: [
      'There are test orders',
      () => 'Delete the test orders of this event first; its settings do it at once.',
    ],
    test_is_over: [
      'The test is over',
      () =>
        'The event is not in test mode any more, so this test order cannot be finished. Nothing was charged. Choose your tickets again.',
    ],
    event_not_on_sale: ['Not on sale', () => 'There are no tickets on sale for this event now.'],
    sold_out: [
      'Sold out',
      (d: { name: string; left: number }) =>
        d.left > 0 ? `Just ${d.left} of “${d.name}” left. Take fewer.` : `“${d.name}” is sold out.`,
    ],
    not_on_sale: ['Not on sale', (d: { name: string }) => `“${d.name}” is not on sale now.`],
    over_limit: [
      'Too many',
      (d: { name: string; maximum: number }) => `At most ${d.maximum} of “${d.name}” in one order.`,
    ],
    under_minimum: [
      'Too few',
      (d: { name: string; minimum: number }) => `At least ${d.minimum} of “${d.name}” in one order.`,
    ],
    person_limit: [
      'Limit per person',
      (d: { name: string; left: number }) =>
        d.left > 0 ? `You may take ${d.left} more of “${d.name}”.` : `You may not take more of “${d.name}”.`,
    ],
    cart_stale: [
      'Changed meanwhile',
      (d: { name: string }) => `“${d.name}” changed since you chose it. Look at it again before you go on.`,
    ],
    too_many_holds: [
      'Finish what you started',
      (d: { maximum: number }) =>
        `You already hold tickets in ${d.maximum} unfinished orders. Finish or drop one of them first.`,
    ],
    already_registered: ['Already registered', () => 'You already have a place at this event.'],
    hold_expired: [
      'Time is up',
      () => 'The time to pay is over and the tickets went back on sale. Nothing was charged. Choose again.',
    ],
    already_extended: [
      'Time was given already',
      () => 'This order has had its extra time. Pay before the time is over, or choose again.',
    ],
    wrong_order_state: [
      'Not possible now',
      (d: { state: string }) => `This order is ${orderStates[d.state] ?? d.state}, so this cannot be done.`,
    ],
    details_missing: ['Name and email first', () => 'Give your name and email before you pay.'],
    places_gone: [
      'The places are gone',
      () =>
        'This order lapsed, and others have its places now. Nothing was changed. Give the money back, or offer more places and confirm it again.',
    ],
    event_not_live: [
      'Event not live',
      () =>
        'This event is cancelled or not published, so its orders cannot be paid. Nothing was changed. Give the money back.',
    ],
    idempotency_key_reused: [
      'Sent before with other content',
      () => 'This Idempotency-Key came before with another request. Use a new key.',
    ],
    signature_invalid: [
      'Signature refused',
      () => 'The signature of this message is not right, or the message is too old.',
    ],
    payment_declined: [
      'Payment declined',
      () => 'The payment was declined. Nothing was charged, and your tickets are still held.',
    ],
    amount_differs: ['Wrong amount', (d: { due: string }) => `The amount due is ${d.due}. Nothing was charged.`],
    provider_unknown: ['Unknown way to pay', () => 'This way to pay is not offered here.'],
    provider_unavailable: [
      'No answer from the payment provider',
      () =>
        'The payment provider does not answer. Your tickets are still held. Try again in a moment, or choose another way to pay.',
    ],
    amount_not_payable: [
      'Not with this way to pay',
      () => 'This way to pay cannot take this amount in this currency. Nothing was charged. Choose another way to pay.',
    ],
    balance_too_small: [
      'More than the balance',
      (d: { available: string }) => `Of this balance ${d.available} can be paid out. Enter that or less.`,
    ],
    payout_settled: [
      'Already settled',
      () => 'This payout was paid or cancelled before. Load the page again to see it.',
    ],
    ticket_not_valid: [
      'Ticket not valid',
      (d: { state: string }) => `This ticket ${ticketStates[d.state] ?? `is ${d.state}`}.`,
    ],
    ticket_admitted: [
      'Already let in',
      () => 'Somebody was let in with this ticket, so it can no longer be passed on or renamed.',
    ],
    transfers_off: [
      'Not to be passed on',
      () => 'The organizer of this event does not let tickets be passed on. Ask them if you cannot come.',
    ],
    renames_off: [
      'Names stay',
      () => 'The organizer of this event does not let names be changed. Ask them if a name is wrong.',
    ],
    ticket_changes_closed: [
      'Too late for changes',
      (d: { until: string; timeZone: string }) =>
        `Tickets of this event could be passed on and renamed until ${momentIn('en', d.until, d.timeZone)}. Ask the organizer.`,
    ],
    transfer_open: [
      'Offered already',
      () => 'This ticket is offered to somebody. Take that offer back before you make another.',
    ],
    transfer_closed: [
      'Offer over',
      (d: { state: string }) => `This offer ${transferStates[d.state] ?? 'is over'}. Nothing was changed.`,
    ],
    refund_changed: [
      'Another amount now',
      (d: { amount: string }) => `What goes back is ${d.amount} now. Look at it again before you go on.`,
    ],
    refund_closed: ['No refund any more', () => 'By the rules of this order nothing goes back for this ticket now.'],
    refund_by_organizer: [
      'Ask the organizer',
      () => 'Refunds of this order are for the organizer to decide. Write to them.',
    ],
    refund_too_large: ['More than is left', () => 'That is more than has not gone back of a ticket. Enter less.'],
    nothing_to_refund: [
      'Nothing to give back',
      () => 'No money would go back and no ticket would become void. Enter an amount, or take valid tickets back.',
    ],
    refund_settled: ['Already settled', () => 'This refund is on its way or done. Load the page again to see it.'],
    ticket_checked_in: [
      'Already let in',
      () => 'This ticket was let in, so it cannot be given back. Ask the organizer.',
    ],

    scan_conflict: ['Scan differs', () => 'A scan with this number was sent before with other content.'],
    scan_not_undoable: ['Cannot undo', () => 'This scan let nobody in, so there is nothing to undo.'],
    file_type_refused: ['Wrong kind of file', () => 'This kind of file is not taken here.'],
    no_events_found: ['No events', () => 'No events found.'],
    no_registrations_found: ['No registrations', () => 'No events found for this user.'],
    event_waiting: ['Waiting for approval', () => 'This event is waiting for approval and cannot be booked yet.'],
  },

  /** What is wrong with one input. */
  rules: {
    required: () => 'Fill this in.',
    type: () => 'This has the wrong form.',
    shorter: (limit: number) => (limit === 1 ? 'Fill this in.' : `Use at least ${limit} characters.`),
    longer: (limit: number) => `Use at most ${limit} characters.`,
    less: (limit: number) => `Must be at least ${limit}.`,
    more: (limit: number) => `Must be at most ${limit}.`,
    format: () => 'This is not in the expected form.',
    choice: () => 'Choose one of the values offered.',
    fewer: (limit: number) => `Give at least ${limit}.`,
    many: (limit: number) => `Give at most ${limit}.`,
    unknown: () => 'This is not expected here.',
    past: () => 'This must be in the future.',
  },
} as const
