import type { Catalogue } from '../shape.ts'
import { acts } from './acts.ts'
import { contact } from './contact.ts'
import { accounts } from './web/accounts.ts'
import { admin } from './web/admin.ts'
import { apiKeys } from './web/api-keys.ts'
import { byHand } from './web/by-hand.ts'
import { checkout } from './web/checkout.ts'
import { devUi } from './web/dev-ui.ts'
import { door } from './web/door.ts'
import { guests } from './web/guests.ts'
import { lists } from './web/lists.ts'
import { mailbox } from './web/mailbox.ts'
import { money } from './web/money.ts'
import { privacy } from './web/privacy.ts'
import { methods, profile } from './web/profile.ts'
import { providers } from './web/providers.ts'
import { refundPage } from './web/refund-page.ts'
import { security } from './web/security.ts'
import { settings } from './web/settings.ts'
import { studio } from './web/studio.ts'
import { studioOrder } from './web/studio-order.ts'
import { team } from './web/team.ts'

export const workspace: Catalogue['workspace'] = {
  accounts,
  acts,
  admin,
  apiKeys,
  byHand,
  checkout,
  contact,
  devUi,
  door,
  guests,
  lists,
  mailbox,
  methods,
  money,
  profile,
  privacy,
  providers,
  security,
  settings,
  refundPage,
  studio,
  studioOrder,
  team,
}
