import { momentIn } from '../moment.ts'

const eventStates: Record<string, string> = { draft: 'a draft', waiting: 'waiting for approval', over: 'over' }

const orderStates: Record<string, string> = { held: 'not finished', awaiting_payment: 'waiting for payment' }

const ticketStates: Record<string, string> = { void: 'is not valid any more', transferred: 'was passed on' }

const invitationStates: Record<string, string> = {
  accepted: 'has been accepted',
  declined: 'has been declined',
  withdrawn: 'was taken back',
  unwanted: 'goes to somebody who wants no more of them',
  lapsed: 'was good for three days, which are over',
}

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
    confirm_it_is_you: [
      'Confirm that it is you',
      () => 'For this you have to show again that it is you: with your password, a code or a passkey. Then it goes on.',
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
    sign_in_again: [
      'Start again',
      () =>
        'The time to finish signing in is over, or there were too many wrong codes. Start again with your password.',
    ],
    second_factor_required: [
      'A code is needed too',
      () => 'This account asks for a second factor. Send a code of its generator, or a recovery code, as “code”.',
    ],
    second_factor_on: [
      'Already on',
      () => 'Codes at sign-in are already on. To set up another app, turn them off first.',
    ],
    second_factor_off: [
      'Not set up',
      () => 'There is no setup to finish and nothing to turn off. Look at the page again and start anew.',
    ],
    code_wrong: [
      'Wrong code',
      () => 'This code is wrong, too old or was used already. Wait for the next one and type it in.',
    ],
    passkey_refused: [
      'Passkey not accepted',
      () => 'This passkey is not known here, or the answer came too late. Try again, or use another way.',
    ],
    passkey_known: ['Already here', () => 'This passkey was added before. Use another device or password manager.'],
    too_many_passkeys: [
      'Too many passkeys',
      (d: { maximum: number }) => `You have ${d.maximum} passkeys, which is the most. Remove one you no longer use.`,
    ],
    password_common: [
      'Choose another password',
      () =>
        'This password is among those everybody tries first. Take a few words in a row that only you would put together.',
    ],
    password_own: [
      'Choose another password',
      () =>
        'This is your name, your address or the name of this service, which is easily guessed. Take a few other words in a row.',
    ],
    wrong_password: ['Wrong password', () => 'That is not your present password. Nothing was changed.'],
    sign_in_provider_unknown: ['Not offered here', () => 'This way to sign in is not offered here. Choose another.'],
    sign_in_provider_silent: [
      'No answer',
      () => 'The other site did not answer as it should. Try again in a minute, or sign in another way.',
    ],
    sign_in_lost: [
      'Begin again',
      () => 'This sign-in began in another browser, is too old, or was finished already. Begin it again.',
    ],
    sign_in_denied: [
      'Not signed in',
      () => 'The other site did not let you through, or you said no there. Nothing was changed.',
    ],
    sign_in_unproven: [
      'Not signed in',
      () => 'What the other site sent does not prove who you are. Begin again, or sign in another way.',
    ],
    sign_in_linked_elsewhere: [
      'Linked to another account',
      () => 'That sign-in belongs to another account here. Sign in with it and remove it there first.',
    ],
    email_code_wrong: ['Wrong code', () => 'That is not the code of the newest mail. Check it, or ask for another.'],
    last_way_in: [
      'Last way in',
      () => 'You could not sign in without it. Set a password or link another sign-in first.',
    ],
    address_differs: ['Another address', () => 'That is not the address of your account. Type it as it is shown.'],
    administrator_first: [
      'Still an administrator',
      () => 'Administrators cannot be erased. Take the administration away first.',
    ],
    erasure_asked: ['Already asked for', () => 'This account is to be erased already.'],
    erasure_begun: ['Too late', () => 'The seven days are over, and this account is being erased.'],
    needed_by: [
      'An organization cannot do without this person',
      (d: { names: readonly string[] }) =>
        `Nobody else owns ${d.names.join(', ')}, and there are events ahead or money. Hand it over to another owner, or end its events and have the money paid out.`,
    ],
    tickets_ahead: [
      'Tickets for events ahead',
      (d: { tickets: number }) =>
        d.tickets === 1
          ? 'There is a ticket for an event that is still to come. Give it back, pass it on, or say that you save it yourself.'
          : `There are ${d.tickets} tickets for events that are still to come. Give them back, pass them on, or say that you save them yourself.`,
    ],
    has_account: ['This address has an account', () => 'Sign in with this address, and erase your data there.'],
    nobody_to_mail: ['Nobody to mail', () => 'This person was erased, so there is no address to send anything to.'],
    export_asked: ['Being gathered already', () => 'Your data is being gathered. Wait until that is done.'],
    merge_unproven: [
      'Address not confirmed',
      () =>
        'Nobody has confirmed the address of the account that would stay. Let the other one stay, or have the address confirmed.',
    ],
    merge_loses_factor: [
      'Would be easier to get into',
      () =>
        'The account that would end asks for a code at sign-in, and the one that would stay does not. Let the other one stay.',
    ],
    channel_unavailable: [
      'Cannot be sent',
      (d: { channel: string }) => `Messages by ${d.channel} are not set up here. Use another channel.`,
    ],
    choice_fixed: [
      'Always sent',
      () =>
        'Messages about your tickets, your money and your account always go out this way. Everything else can be switched off.',
    ],
    quiet_hours_empty: [
      'No quiet hours',
      () => 'Quiet hours need an end that is not their beginning. Change one of them, or switch quiet hours off.',
    ],
    role_not_yours: [
      'Not yours to give',
      () =>
        'You can give and take only roles that may do nothing you may not do yourself. Ask an owner of the organization.',
    ],
    last_owner: [
      'The last owner',
      () => 'An organization needs an owner. Hand it over to another member, or make somebody else an owner first.',
    ],
    already_member: [
      'In the team already',
      () => 'This address belongs to a member. Change their role in the list instead.',
    ],
    already_invited: [
      'Invited already',
      () => 'An invitation to this address is open. Mail it again, or take it back before you make another.',
    ],
    invitation_closed: [
      'Invitation over',
      (d: { state: string }) =>
        `This invitation ${invitationStates[d.state] ?? 'is over'}. Ask whoever sent it for another.`,
    ],
    invitation_not_yours: [
      'Sent to another address',
      () => 'This invitation was sent to another email address than yours. Sign in with the account of that address.',
    ],
    already_owner: ['An owner already', () => 'This member owns the organization already. Choose somebody else.'],
    ownership_offer_open: [
      'Offered already',
      () => 'The organization is offered to a member. Take that offer back before you make another.',
    ],
    ownership_offer_closed: [
      'Offer over',
      () => 'The organization is not offered to you any more. Ask its owner to offer it again.',
    ],
    organization_unknown: [
      'No such organization',
      (d: { slug: string }) => `No organization has the address “${d.slug}”. See how it is written on their page.`,
    ],
    cohost_is_host: ['Its own host', () => 'The event belongs to this organization already. Choose another one.'],
    already_cohost: [
      'Asked already',
      () => 'This organization hosts the event with you, or is asked to. Nothing was changed.',
    ],
    too_many_cohosts: [
      'Too many hosts',
      (d: { maximum: number }) => `An event has at most ${d.maximum} co-hosts. Remove one before you ask another.`,
    ],
    slug_taken: ['Address taken', (d: { slug: string }) => `The address “${d.slug}” is taken. Choose another.`],
    unknown_time_zone: ['Unknown time zone', () => 'Choose a time zone from the list, such as Europe/Lisbon.'],
    ends_before_start: ['Ends before it starts', () => 'The end must be after the start.'],
    phone_code_wrong: [
      'Wrong code',
      () => 'That is not the code of the newest SMS, or it is too old. Check it, or have another sent.',
    ],
    device_elsewhere: [
      'Another account has this device',
      () => 'This browser already shows the messages of somebody else. Sign out there first, then turn it on here.',
    ],
    phone_unreadable: [
      'Number not understood',
      () => 'Write the number with the country’s code, such as +351 21 123 45 67.',
    ],
    country_unknown: ['Unknown country', () => 'There is no country with this code. Choose one of the list.'],
    birth_year_wrong: [
      'Check the year',
      (d: { first: number; last: number }) => `Write a year from ${d.first} to ${d.last}, or leave it empty.`,
    ],
    placeholder_unknown: [
      'No such placeholder',
      ({ found }: { found: string }) =>
        `There is no ${found}. In braces may stand {name}, {event}, {date}, {place}, {order} and {tickets}.`,
    ],
    image_unreadable: ['Image not readable', () => 'This image could not be read. Use a JPEG, PNG, WebP or AVIF file.'],
    already_answered: [
      'Answered already',
      () => 'Somebody of the team has answered this message. Read their answer first.',
    ],
    not_ready_to_publish: [
      'Not ready yet',
      () => 'Some things are missing before this can go live. See the checklist.',
    ],
    wrong_event_state: [
      'Not now',
      (d: { state: string }) => `This cannot be done while the event is ${eventStates[d.state] ?? d.state}.`,
    ],
    announcement_state: [
      'Not any more',
      ({ state }: { state: string }) =>
        state === 'sent' || state === 'sending'
          ? 'This message is already on its way to people. Copy it to write another.'
          : 'This message has changed since you looked. Load the page again.',
    ],
    event_long_over: [
      'Too long ago',
      ({ days }: { days: number }) =>
        `People gave their address for this event. Messages can be sent until ${days} days after its end.`,
    ],
    currency_not_offered: [
      'Not in this currency',
      ({ name }: { name: string }) =>
        `Nothing is sold in ${name} on this platform. Choose another currency for the event.`,
    ],
    changed_meanwhile: [
      'It changed meanwhile',
      () => 'It is no longer what you looked at. Look at it again, then decide.',
    ],
    organization_suspended: [
      'Taken off sale by the platform',
      () => 'The platform has suspended this organization, so nothing new can go on sale. Write to the platform.',
    ],
    not_yourself: ['Not to yourself', () => 'You cannot do this to your own account. Ask another administrator.'],
    last_administrator: [
      'The last administrator',
      () => 'Nobody else could administer the platform then. Make somebody else an administrator first.',
    ],
    wrong_person_state: [
      'Already so, or not possible now',
      () => 'This account is not in a state where that can be done. Load the page again to see how it is.',
    ],
    not_while_acting: [
      'Not while you act as somebody else',
      () => 'Passwords, money and administration are closed meanwhile. Stop acting as this person first.',
    ],
    api_key_refused: [
      'This API key does not work',
      () =>
        'It is mistyped, expired or revoked, whoever made it has left the team, or the organization is suspended. Make another in the studio.',
    ],
    not_by_key: ['Not with an API key', () => 'Somebody has to do this themselves. Sign in and do it in the studio.'],
    scope_missing: [
      'This API key may not do that',
      (d: { scope: string }) =>
        `It takes the scope ${d.scope}, which the key has not or its maker may not use. Make another key with it.`,
    ],
    scope_not_yours: [
      'More than you may do',
      () => 'A key may do only what you may do yourself, and what keys may do at all. Take the others off.',
    ],
    too_many_api_keys: [
      'Too many API keys',
      (d: { maximum: number }) => `There are ${d.maximum} keys already. Revoke one that nobody uses any more.`,
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
    methods_unavailable: [
      'No answer from the payment provider',
      () => 'The payment provider does not answer, so nothing was changed. Try again in a moment.',
    ],
    method_not_kept: [
      'Not remembered here',
      () => 'This way to pay cannot be remembered. Pay without that, or choose another.',
    ],
    payment_method_gone: [
      'Not saved any more',
      () => 'This card is not saved any more, and nothing was charged. Choose another way to pay.',
    ],
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
    guests_only: [
      'For invited guests',
      () =>
        'This is for invited people alone. If you are invited, open the link in your invitation, or sign in with the address it came to.',
    ],
    guest_declined: [
      'You declined',
      () => 'You declined your invitation. Accept it first if you changed your mind, then take your place.',
    ],
    guest_places: [
      'Not so many places',
      (d: { left: number }) =>
        d.left > 0
          ? `Your invitation is for ${d.left} more. Take fewer.`
          : 'You have all the places that your invitation is for. There are no more by it.',
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
