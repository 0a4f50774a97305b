import type { RouteObject } from 'react-router'
import { page, workspace } from './host/route.ts'
import { FILTER_PARAMETERS } from './pages/discover/parameters.ts'
import { loader, Root, revalidateRoot } from './root.tsx'
import { Failed } from './ui/Failed.tsx'
import { Loading } from './ui/Loading.tsx'

/** Every page there is: its path and the folder under `pages/` it lives in. The one table of both server and browser. */
export const routes: RouteObject[] = [
  {
    id: 'root',
    loader,
    shouldRevalidate: revalidateRoot,
    Component: Root,
    ErrorBoundary: Failed,
    HydrateFallback: Loading,
    children: [
      page('/', 'home', { query: FILTER_PARAMETERS }),
      page('/calendar', 'calendar', { query: ['month', 'view', 'city', 'category', 'price', 'online'] }),
      page('/e/:slug', 'event'),
      page('/o/:organizer', 'organizer'),
      page('/discover', 'discover', { query: [...FILTER_PARAMETERS, 'sort', 'cursor'] }),
      workspace('/studio/:org/events/:eventId/orders', 'studio-orders', ['q', 'state', 'cursor']),
      workspace('/studio/:org/events/:eventId/attendees', 'studio-attendees', [
        'q',
        'ticketTypeId',
        'checkedIn',
        'cursor',
      ]),
      workspace('/door', 'doors'),
      workspace('/door/:eventId', 'door'),
      page('/checkout/:order', 'checkout', { query: ['waiting'], allSentences: true }),
      page('/checkout/:order/pay/:payment', 'checkout-pay', { allSentences: true }),
      page('/checkout/:order/return/:payment', 'checkout-return', { query: ['cancelled'] }),
      page('/sandbox/:ref', 'sandbox', { allSentences: true }),
      page('/tickets', 'tickets'),
      page('/ticket/:ticket', 'ticket', { query: ['new', 'renamed'] }),
      page('/find-tickets', 'find-tickets', { query: ['invalid'] }),
      page('/find-tickets/open', 'open-tickets', { query: ['link'] }),
      page('/sign-in', 'sign-in', { query: ['next', 'done'], allSentences: true }),
      page('/sign-up', 'sign-up', { query: ['next', 'done'], allSentences: true }),
      page('/account', 'account', { signedIn: true, query: ['done'], allSentences: true }),
      page('/account/payments', 'account-payments', { signedIn: true, query: ['cursor'], allSentences: true }),
      page('/account/confirm', 'confirm', { query: ['token'], allSentences: true }),
      page('/account/forgot', 'forgot', { query: ['done'], allSentences: true }),
      page('/account/reset', 'reset', { query: ['token'], allSentences: true }),
      page('/studio/new', 'new-organization', { signedIn: true, query: ['name', 'slug'], allSentences: true }),
      page('/dev/mailbox/:mailId?', 'mailbox', { query: ['view'], allSentences: true }),
      workspace('/studio', 'studio'),
      workspace('/studio/:org', 'studio-events', ['when', 'cursor']),
      workspace('/studio/:org/money', 'studio-money', ['cursor']),
      workspace('/studio/:org/invoices', 'studio-invoices', ['cursor']),
      workspace('/studio/:org/fees', 'studio-fees', ['edit', 'done']),
      workspace('/studio/:org/events/new', 'studio-create'),
      workspace('/studio/:org/events/:eventId', 'studio-event', ['done']),
      workspace('/studio/:org/events/:eventId/page', 'studio-page', ['done']),
      workspace('/studio/:org/events/:eventId/tickets', 'studio-tickets', ['edit']),
      workspace('/admin/events', 'admin-events', ['done', 'cursor']),
      workspace('/admin/revenue', 'admin-revenue', ['from', 'to', 'cursor']),
      workspace('/admin/payouts', 'admin-payouts', ['done', 'cursor']),
      workspace('/admin/commission', 'admin-commission', ['done']),
      page('/dev/ui', 'dev-ui', { allSentences: true }),
      page('/dev/ui/workspace', 'dev-workspace', { ssr: false, signedIn: false }),
    ],
  },
]
