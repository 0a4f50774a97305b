-- What providers keep of payments, and the addresses of organizations.

-- Money that waits to go back, for the chore that tries again.
create index payment_stranded_idx on payment (settled_at) where state = 'stranded';

-- The money came before its provider said what it kept of it: it is asked again.
alter table payment add column fee_due boolean not null default false;
create index payment_fee_due_idx on payment (provider, settled_at) where fee_due;

-- Where else people find an organization: an address, or nothing.
alter table organization add column website text not null default ''
  constraint organization_website_check check (website = '' or website ~ '^https?://');

-- Every slug an organization ever had, so that old links redirect.
create table organization_slug (
  slug text primary key,
  organization_id uuid not null references organization on delete cascade,
  constraint organization_slug_owner_key unique (slug, organization_id)
);
create index organization_slug_organization_id_idx on organization_slug (organization_id);
insert into organization_slug (slug, organization_id) select slug, id from organization;
-- The slug in use is one of them. Deferred, for the row it belongs to is written first.
alter table organization add constraint organization_slug_is_its_own
  foreign key (slug, id) references organization_slug (slug, organization_id) deferrable initially deferred;
