import { attendeeMail } from './de/attendee-mail.ts'
import { byHandMail } from './de/by-hand-mail.ts'
import { contactMail } from './de/contact.ts'
import { dataExport } from './de/data-export.ts'
import { documents } from './de/documents.ts'
import { errors } from './de/errors.ts'
import { eventMail } from './de/event-mail.ts'
import { guestMail } from './de/guest-mail.ts'
import { lists } from './de/lists.ts'
import { mail } from './de/mail.ts'
import { money } from './de/money.ts'
import { orderMail } from './de/order-mail.ts'
import { privacyMail } from './de/privacy-mail.ts'
import { sms } from './de/sms.ts'
import { teamMail } from './de/team-mail.ts'
import { transferMail } from './de/transfer-mail.ts'
import { web } from './de/web.ts'
import { workspace } from './de/workspace.ts'
import type { Catalogue } from './shape.ts'

/** German. */
export const de: Catalogue = {
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
}
