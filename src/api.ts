import { platformApi } from './http/platform.ts'
import { accountsApi } from './modules/accounts/api.ts'
import { apiKeysApi } from './modules/accounts/api-keys-api.ts'
import { cohostsApi } from './modules/accounts/cohosts-api.ts'
import { membersApi } from './modules/accounts/members-api.ts'
import { organizationsApi } from './modules/accounts/organizations-api.ts'
import { phoneApi } from './modules/accounts/phone-api.ts'
import { profileApi } from './modules/accounts/profile-api.ts'
import { providersApi } from './modules/accounts/providers-api.ts'
import { securityApi } from './modules/accounts/security-api.ts'
import { adminApi } from './modules/admin/api.ts'
import { failedJobsApi } from './modules/admin/failed-jobs-api.ts'
import { mergeApi } from './modules/admin/merge-api.ts'
import { peopleApi } from './modules/admin/people-api.ts'
import { settingsApi } from './modules/admin/settings-api.ts'
import { auditApi } from './modules/audit/api.ts'
import { checkinApi } from './modules/checkin/api.ts'
import { clientAApi } from './modules/compat/client-a-api.ts'
import { clientBApi } from './modules/compat/client-b-api.ts'
import { eventsApi } from './modules/events/api.ts'
import { contactApi } from './modules/events/contact-api.ts'
import { discoverApi } from './modules/events/discover-api.ts'
import { siteApi } from './modules/events/site-api.ts'
import { moneyApi } from './modules/money/api.ts'
import { byHandApi } from './modules/money/by-hand-api.ts'
import { cancellationApi } from './modules/money/cancellation-api.ts'
import { commissionApi } from './modules/money/commission-api.ts'
import { invoicesApi } from './modules/money/invoices-api.ts'
import { refundsApi } from './modules/money/refunds-api.ts'
import { savedMethodsApi } from './modules/money/saved-methods-api.ts'
import { statementsApi } from './modules/money/statements-api.ts'
import { announcementsApi } from './modules/notifications/announcements-api.ts'
import { notificationsApi } from './modules/notifications/api.ts'
import { devicesApi } from './modules/notifications/devices-api.ts'
import { mailLookApi } from './modules/notifications/mail-look-api.ts'
import { mailboxApi } from './modules/notifications/mailbox-api.ts'
import { messagesApi } from './modules/notifications/messages-api.ts'
import { twilioHooksApi } from './modules/notifications/twilio-api.ts'
import { ordersApi } from './modules/orders/api.ts'
import { calendarApi } from './modules/orders/calendar-api.ts'
import { guestsApi } from './modules/orders/guests-api.ts'
import { listsApi } from './modules/orders/lists-api.ts'
import { transfersApi } from './modules/orders/transfers-api.ts'
import { privacyApi } from './modules/privacy/api.ts'
import { ticketingApi } from './modules/ticketing/api.ts'
import { taxRatesApi } from './modules/ticketing/tax-rates-api.ts'

/** The whole API: every module's table of endpoints. */
export const api = {
  ...platformApi,
  ...accountsApi,
  ...profileApi,
  ...phoneApi,
  ...securityApi,
  ...providersApi,
  ...organizationsApi,
  ...membersApi,
  ...cohostsApi,
  ...apiKeysApi,
  ...notificationsApi,
  ...announcementsApi,
  ...mailLookApi,
  ...mailboxApi,
  ...messagesApi,
  ...devicesApi,
  ...twilioHooksApi,
  ...ordersApi,
  ...transfersApi,
  ...calendarApi,
  ...guestsApi,
  ...moneyApi,
  ...savedMethodsApi,
  ...byHandApi,
  ...refundsApi,
  ...statementsApi,
  ...invoicesApi,
  ...cancellationApi,
  ...commissionApi,
  ...listsApi,
  ...checkinApi,
  ...eventsApi,
  ...contactApi,
  ...discoverApi,
  ...siteApi,
  ...ticketingApi,
  ...taxRatesApi,
  ...adminApi,
  ...peopleApi,
  ...mergeApi,
  ...privacyApi,
  ...settingsApi,
  ...failedJobsApi,
  ...auditApi,
  ...clientAApi,
  ...clientBApi,
} as const

export type Api = typeof api
