/** What becomes of a column that says something of a person: in the archive of their data, and when they are erased. */
export interface Fate {
  /** The file of the archive it is in, or why it is in none. */
  export: string
  /** What is left of it, or why it stays. */
  erase: string
}

const fate = (exported: string, erased: string): Fate => ({ export: exported, erase: erased })

const noPerson = fate('names no person', 'names no person')
export const gone = 'the row is deleted'
const emptied = 'is made empty'
const number = 'an id that says nothing once the account is erased'
const ofOthers = 'is the organization’s, and in its own lists'
const secret = 'tells nothing but whether a secret is right'
const short = 'is deleted within the day, whoever it is of'

/**
 * Every column that refers to a person or is called like something one knows of a person. Whoever adds one says here what becomes of it, and does
 * that: src/modules/privacy/export/topics.ts, and the erasure.ts of the module whose table it is.
 */
export const personalColumns: Readonly<Record<string, Fate>> = {
  'account.user_id': fate('account', gone),
  'announcement.written_by': fate('acts', number),
  'api_key.made_by': fate('acts', number),
  'api_key.name': noPerson,
  'calendar_feed.user_id': fate('account', gone),
  'calendar_invitation.email': fate('tickets', gone),
  'event_guest.email': fate('invitations', emptied),
  'event_guest.invited_by': fate('acts', number),
  'event_guest.name': fate('invitations', emptied),
  'event_guest.user_id': fate('invitations', emptied),
  'known_device.user_id': fate('account', gone),
  'kysely_migration.name': noPerson,
  'payment_customer.user_id': fate('account', 'the provider is told to forget everything, then the row is deleted'),
  'profile.birth_year': fate('account', gone),
  'profile.gender': fate('account', gone),
  'profile.interests': fate('account', gone),
  'profile.phone': fate('account', gone),
  'phone_code.phone': fate(short, gone),
  'phone_code.user_id': fate(short, gone),
  'push_subscription.user_agent': fate('account', gone),
  'push_subscription.user_id': fate('account', gone),
  'mailbox_sms.recipient': fate('notifications', gone),
  'profile.user_id': fate('account', gone),
  'quiet_hours.user_id': fate('notification-choices', gone),
  'suppressed_address.address': fate('notification-choices', gone),
  'unwanted_invitation.email': fate('invitations', gone),
  'act.user_id': fate('acts', number),
  'act.impersonator_id': fate('acts', number),
  'act.ip_address': fate('acts', emptied),
  'act.user_agent': fate('acts', emptied),
  'bank_account.holder': fate(ofOthers, 'the row is deleted where nobody else owns the organization'),
  'data_export.user_id': fate('is the archive itself', gone),
  'event.address': noPerson,
  'event.created_by': fate('acts', number),
  'event.name': noPerson,
  'event_cohost.invited_by': fate('acts', number),
  'event_message.answered_by': fate('acts', number),
  'delivery.address': fate('notifications', gone),
  'event_message.user_id': fate('messages', gone),
  'event_report.closed_by': fate('acts', number),
  'event_report.user_id': fate('reports', number),
  'invoice_settings.legal_address': fate(ofOthers, 'the seller of invoices that the law wants kept'),
  'invoice_settings.legal_name': fate(ofOthers, 'the seller of invoices that the law wants kept'),
  'mailbox_mail.recipient': fate('notifications', gone),
  'marketing_consent.user_id': fate('notification-choices', gone),
  'member_invitation.accepted_by': fate('organizations', number),
  'member_invitation.email': fate('organizations', emptied),
  'member_invitation.invited_by': fate('acts', number),
  'membership.user_id': fate(
    'organizations',
    'the row is deleted, but for the last owner of an organization, which is off sale then',
  ),
  'notification.email': fate('notifications', gone),
  'notification.user_id': fate('notifications', gone),
  'notification_choice.email': fate('notification-choices', gone),
  'notification_choice.user_id': fate('notification-choices', gone),
  'order.attendees': fate('orders', emptied),
  'order.browser_id': fate('a random number of a browser', emptied),
  'order.email': fate('orders', emptied),
  'order.name': fate('orders', emptied),
  'order.user_id': fate('orders', number),
  'order_line.tax_name': noPerson,
  'mail_look.reply_email': fate(ofOthers, 'is made empty where it is theirs, or nobody else owns the organization'),
  'organization.name': noPerson,
  'organization.suspended_with': fate('is about the organization', number),
  'ownership_offer.from_user_id': fate('acts', number),
  'ownership_offer.to_user_id': fate('acts', number),
  'passkey.name': fate('account', gone),
  'passkey.user_id': fate('account', gone),
  'payment.received_by': fate('acts', number),
  'payout.recorded_by': fate('acts', number),
  'provider_sign_in.email': fate(short, gone),
  'provider_sign_in.name': fate(short, gone),
  'provider_sign_in.user_id': fate(short, gone),
  'recovery_code.user_id': fate('account', gone),
  'refund.requested_by': fate('acts', number),
  'scan.scanned_by': fate('an organization’s own record of its door', number),
  'scan.undone_by': fate('acts', number),
  'second_factor.user_id': fate('account', gone),
  'session.impersonated_by': fate('acts', gone),
  'session.ip_address': fate('sessions', gone),
  'session.user_agent': fate('sessions', gone),
  'session.user_id': fate('sessions', gone),
  'sign_in_challenge.user_id': fate(secret, gone),
  'tax_rate.name': noPerson,
  'ticket.attendee_email': fate('tickets', emptied),
  'ticket.attendee_name': fate('tickets', emptied),
  'ticket_link.email': fate(secret, gone),
  'ticket_transfer.accepted_by': fate('tickets', number),
  'ticket_transfer.from_email': fate('tickets', emptied),
  'ticket_transfer.from_name': fate('tickets', emptied),
  'ticket_transfer.to_email': fate('tickets', emptied),
  'ticket_transfer.to_name': fate('tickets', emptied),
  'ticket_type.name': noPerson,
  'users.email': fate('account', 'an address that leads nowhere'),
  'users.image': fate('account', emptied),
  'users.merged_into': fate('the account that is left has everything', number),
  'users.name': fate('account', emptied),
}
