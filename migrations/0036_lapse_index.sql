-- Just for finding what lapsed. While it also held orders without end, its condition was that of order_browser_id_idx, and with statistics from
-- before a rush, when nothing was held, the planner took one for the other: it read every hold there was for each buyer who came.
drop index order_lapse_idx;
create index order_lapse_idx on "order" (event_id, expires_at) where state in ('held', 'awaiting_payment') and expires_at is not null;
