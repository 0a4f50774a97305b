import { acts } from './acts.ts'
import { contact } from './contact.ts'
import { accounts } from './web/accounts.ts'
import { admin } from './web/admin.ts'
import { announcements } from './web/announcements.ts'
import { apiKeys } from './web/api-keys.ts'
import { byHand } from './web/by-hand.ts'
import { checkout } from './web/checkout.ts'
import { devUi } from './web/dev-ui.ts'
import { door } from './web/door.ts'
import { guests } from './web/guests.ts'
import { lists } from './web/lists.ts'
import { mailbox, messages } from './web/mailbox.ts'
import { mails } from './web/mails.ts'
import { money } from './web/money.ts'
import { notifications } from './web/notifications.ts'
import { ownCalendar } from './web/own-calendar.ts'
import { privacy } from './web/privacy.ts'
import { methods, profile } from './web/profile.ts'
import { providers } from './web/providers.ts'
import { reach } from './web/reach.ts'
import { refundPage } from './web/refund-page.ts'
import { security } from './web/security.ts'
import { settings } from './web/settings.ts'
import { studio } from './web/studio.ts'
import { studioOrder } from './web/studio-order.ts'
import { team } from './web/team.ts'

/** Sentences of accounts, checkout, workspaces and development pages; browsers load this file with the first such page. */
export const workspace = {
  accounts,
  acts,
  admin,
  announcements,
  apiKeys,
  byHand,
  checkout,
  contact,
  devUi,
  door,
  guests,
  lists,
  mailbox,
  messages,
  mails,
  methods,
  money,
  notifications,
  ownCalendar,
  profile,
  privacy,
  providers,
  security,
  settings,
  reach,
  refundPage,
  studio,
  studioOrder,
  team,
} as const
