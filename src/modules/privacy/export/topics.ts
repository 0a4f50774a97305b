import { type RawBuilder, sql } from 'kysely'
import { isOf } from '../../orders/erasure.ts'
import type { Subject } from './subject.ts'

/** What is known of a person under one heading: a file of the archive as JSON, and a table as CSV where `asTable` says so. */
export interface Topic {
  /** Name of the file, and of the sentence that explains it. */
  name:
    | 'account'
    | 'sessions'
    | 'organizations'
    | 'invitations'
    | 'orders'
    | 'tickets'
    | 'payments'
    | 'invoices'
    | 'messages'
    | 'reports'
    | 'notifications'
    | 'notification-choices'
    | 'acts'
  asTable?: true
  /** One row each, with an `id` that none other has; columns are named as the file names them. */
  rows(subject: Subject): RawBuilder<unknown>
}

/** Any of an account and those that ended in it: what they did stays the work of their numbers. */
const numbersOf = (userId: string) =>
  sql`any(array(select id from users where id = ${userId} or merged_into = ${userId}))`

/** Everything that is gathered. What another person is to see of it is left out: see register.ts for what is not in it, and why. */
export const topics: readonly Topic[] = [
  {
    name: 'account',
    rows: ({ userId }) => sql`
      select u.id, u.name, u.email, u.email_verified as "emailConfirmed", u.language, u.time_zone as "timeZone", u.administrator,
        u.created_at as "createdAt", u.updated_at as "updatedAt", u.erase_at as "erasedAt",
        b.phone, b.phone_verified_at as "phoneConfirmedAt", b.city, b.country, b.birth_year as "birthYear", b.gender, b.interests,
        exists (select from account a where a.user_id = u.id and a.password is not null) as "hasPassword",
        (select made_at from calendar_feed c where c.user_id = u.id) as "calendarAddressSince",
        (select turned_on_at from second_factor f where f.user_id = u.id) as "codesAtSignInSince",
        (select count(*)::int from recovery_code c where c.user_id = u.id) as "recoveryCodesLeft",
        (select coalesce(json_agg(json_build_object('provider', a.provider_id, 'idThere', a.account_id, 'linkedAt', a.created_at)
          order by a.created_at), '[]') from account a where a.user_id = u.id and a.provider_id <> 'credential') as "linkedSignIns",
        (select coalesce(json_agg(json_build_object('name', p.name, 'createdAt', p.created_at, 'lastUsedAt', p.last_used_at) order by p.id),
          '[]') from passkey p where p.user_id = u.id) as passkeys,
        (select coalesce(json_agg(json_build_object('browser', d.browser, 'system', d.system, 'lastUsedAt', d.last_used_at)
          order by d.last_used_at), '[]') from known_device d where d.user_id = u.id) as "knownDevices",
        (select coalesce(json_agg(json_build_object('userAgent', s.user_agent, 'since', s.created_at) order by s.id), '[]')
          from push_subscription s where s.user_id = u.id) as "devicesThatShowMessages"
      from users u left join profile b on b.user_id = u.id where u.id = ${userId}`,
  },
  {
    name: 'sessions',
    asTable: true,
    rows: ({ userId }) => sql`
      select id, created_at as "beganAt", expires_at as "expiresAt", ip_address as "ipAddress", user_agent as "userAgent"
      from session where user_id = ${userId} and impersonated_by is null`,
  },
  {
    name: 'organizations',
    rows: ({ userId, email }) => sql`
      select g.id, g.name, g.slug, m.role, m.created_at as since, null::timestamptz as "invitedAt", null as "invitationState"
      from membership m join organization g on g.id = m.organization_id where m.user_id = ${userId}
      union all
      select i.id, g.name, g.slug, i.role, null, i.created_at, i.state
      from member_invitation i join organization g on g.id = i.organization_id where i.email = ${email} or i.accepted_by = ${userId}`,
  },
  {
    name: 'invitations',
    rows: ({ userId, email }) => sql`
      select g.id, e.name as event, g.name, g.email, g.places, g.message, g.state, g.invited_at as "invitedAt", g.opened_at as "openedAt",
        g.answered_at as "answeredAt"
      from event_guest g join event e on e.id = g.event_id where g.user_id = ${userId} or g.email = ${email}
      union all
      select o.id, null, null, w.email, null, null, 'unwanted from ' || o.name, w.created_at, null, null
      from unwanted_invitation w join organization o on o.id = w.organization_id where w.email = ${email}`,
  },
  {
    name: 'orders',
    asTable: true,
    rows: ({ userId, email }) => sql`
      select o.id, o.code, o.state, o.test, e.name as event, e.slug as "eventSlug", e.starts_at as "startsAt", g.name as organizer, o.name, o.email,
        o.language, o.total, o.tax, o.fee, o.currency, o.created_at as "orderedAt", o.paid_at as "paidAt", o.cancelled_at as "cancelledAt",
        o.attendees, (select coalesce(json_agg(json_build_object('ticketType', y.name, 'quantity', l.quantity, 'total', l.total) order by l.id), '[]')
          from order_line l join ticket_type y on y.id = l.ticket_type_id where l.order_id = o.id) as lines
      from "order" o join event e on e.id = o.event_id join organization g on g.id = o.organization_id where ${isOf({ userId, email })}`,
  },
  {
    name: 'tickets',
    asTable: true,
    rows: ({ userId, email }) => sql`
      select t.id, t.state, e.name as event, e.starts_at as "startsAt", e.venue, e.city, y.name as "ticketType", o.code as "orderCode",
        t.short_code as "shortCode", t.code, t.attendee_name as "attendeeName", t.attendee_email as "attendeeEmail", t.created_at as "createdAt",
        r.id is not null as "wasReceived", s.scanned_at as "letInAt", s.door,
        p.to_email as "offeredTo", p.offered_at as "offeredAt", p.state as "offerState"
      from ticket t join "order" o on o.id = t.order_id join event e on e.id = t.event_id join ticket_type y on y.id = t.ticket_type_id
      left join ticket_transfer r on r.new_ticket_id = t.id
      left join lateral (select * from ticket_transfer x where x.ticket_id = t.id order by x.offered_at desc limit 1) p on true
      left join scan s on s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null
      where case when r.id is null then ${isOf({ userId, email })} else r.accepted_by = ${userId} or r.to_email = ${email} end`,
  },
  {
    name: 'payments',
    asTable: true,
    rows: ({ userId, email }) => sql`
      select p.id, 'payment' as kind, o.code as "orderCode", p.provider, p.ref as "providerRef", p.state, p.amount, p.currency,
        p.created_at as "beganAt", p.settled_at as "settledAt", null as reason
      from payment p join "order" o on o.id = p.order_id where ${isOf({ userId, email })}
      union all
      select f.id, 'refund', o.code, p.provider, p.ref, f.state, f.amount, f.currency, f.requested_at, f.sent_at, f.reason
      from refund f join "order" o on o.id = f.order_id left join payment p on p.id = f.payment_id where ${isOf({ userId, email })}`,
  },
  {
    name: 'invoices',
    rows: ({ userId, email }) => sql`
      select i.id, i.kind, i.number, i.issued_at as "issuedAt", i.total, i.tax, i.currency, i.content
      from invoice i join "order" o on o.id = i.order_id where ${isOf({ userId, email })}`,
  },
  {
    name: 'messages',
    asTable: true,
    rows: ({ userId }) => sql`
      select m.id, e.name as event, m.message, m.written_at as "writtenAt", m.answer, m.answered_at as "answeredAt"
      from event_message m join event e on e.id = m.event_id where m.user_id = ${userId}`,
  },
  {
    name: 'reports',
    rows: ({ userId }) => sql`
      select r.id, e.name as event, r.reason, r.details, r.state, r.reported_at as "reportedAt", r.closed_at as "closedAt"
      from event_report r join event e on e.id = r.event_id where r.user_id = ${userId}`,
  },
  {
    name: 'notifications',
    rows: ({ userId, email }) => sql`
      select n.id, n.kind, n.email, n.title, n.message, n.created_at as "createdAt", n.read_at as "readAt",
        (select coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'address', d.address, 'state', d.state, 'sentAt', d.sent_at) order by d.id), '[]')
          from delivery d where d.notification_id = n.id) as deliveries
      from notification n
      where (n.user_id = ${userId} or n.user_id is null and n.email = ${email}) and n.kind <> 'event_message'`,
  },
  {
    name: 'notification-choices',
    rows: ({ userId, email }) => sql`
      select id, topic as about, channel, allowed, chosen_at as at, null::integer as "textVersion" from notification_choice
      where user_id = ${userId} or email = ${email}
      union all
      select user_id, 'quiet_hours', to_char(starts, 'HH24:MI') || '–' || to_char(ends, 'HH24:MI'), true, null, null
      from quiet_hours where user_id = ${userId}
      union all
      select id, 'offers_consent', how, given, at, text_version from marketing_consent where user_id = ${userId}
      union all
      select ${userId}::uuid, 'closed_address', reason, false, at, null from suppressed_address
      where channel = 'email' and address = ${email}`,
  },
  {
    name: 'acts',
    asTable: true,
    rows: ({ userId }) => sql`
      select a.id, a.at, a.kind, a.organization_id as "organizationId", a.event_id as "eventId", a.subject_id as "subjectId", a.before, a.after,
        case when a.user_id = ${numbersOf(userId)} and a.impersonator_id is not null then 'administrator' else 'me' end as by,
        case when a.user_id = ${numbersOf(userId)} and a.impersonator_id is not null then null else a.ip_address end as "ipAddress",
        case when a.user_id = ${numbersOf(userId)} and a.impersonator_id is not null then null else a.user_agent end as "userAgent"
      from act a where a.user_id = ${numbersOf(userId)} or a.impersonator_id = ${numbersOf(userId)}`,
  },
]
