import { attendeeMail } from './en/attendee-mail.ts'
import { byHandMail } from './en/by-hand-mail.ts'
import { contactMail } from './en/contact.ts'
import { dataExport } from './en/data-export.ts'
import { documents } from './en/documents.ts'
import { errors } from './en/errors.ts'
import { eventMail } from './en/event-mail.ts'
import { guestMail } from './en/guest-mail.ts'
import { lists } from './en/lists.ts'
import { mail } from './en/mail.ts'
import { money } from './en/money.ts'
import { orderMail } from './en/order-mail.ts'
import { privacyMail } from './en/privacy-mail.ts'
import { sms } from './en/sms.ts'
import { teamMail } from './en/team-mail.ts'
import { transferMail } from './en/transfer-mail.ts'
import { web } from './en/web.ts'
import { workspace } from './en/workspace.ts'

/** English, and the shape of every other catalogue. A section a file. */
export const en = {
  attendeeMail,
  byHandMail,
  contactMail,
  dataExport,
  documents,
  errors,
  eventMail,
  guestMail,
  lists,
  mail,
  money,
  orderMail,
  privacyMail,
  sms,
  teamMail,
  transferMail,
  web,
  workspace,
} as const
