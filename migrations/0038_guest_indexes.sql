-- A cover is looked for by everybody who sees it, also that of an event for all.
drop index event_invite_only_cover_idx;
create index event_cover_key_idx on event (cover_key) where cover_key is not null;

-- How many people an organization invited in the last day, over all its events.
create index event_guest_mailed_at_idx on event_guest (event_id, mailed_at);
