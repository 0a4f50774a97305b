-- What people attend.

-- Lower case without accents. `unaccent` is not immutable, for its dictionary may be replaced; ours is not.
create function plain_text(value text) returns text language sql immutable strict parallel safe cost 100
  as $$ select lower(public.unaccent('public.unaccent', value)) $$;

create table event (
  id uuid primary key,
  organization_id uuid not null references organization on delete restrict,
  slug text not null unique,
  name text not null,
  summary text not null default '',
  -- Markdown; rendered without raw HTML.
  description text not null default '',
  category text not null
    check (category in ('music', 'tech', 'film', 'food', 'art', 'sport', 'talks', 'community', 'family')),
  tags text[] not null default '{}',
  language text not null default 'en',
  -- Instants in UTC; time_zone says how they are shown. Both null until the organizer chose a date.
  starts_at timestamptz,
  ends_at timestamptz,
  time_zone text not null,
  attendance text not null check (attendance in ('in-person', 'online', 'hybrid')),
  venue text not null default '',
  address text not null default '',
  city text not null default '',
  -- ISO 3166-1 alpha-2, or empty.
  country text not null default '',
  -- Told to ticket holders only.
  online_url text not null default '',
  -- The uploaded cover, or null for the generated one, whose seed is the event's id.
  cover_key text references stored_file (key) on delete set null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  visibility text not null default 'public' check (visibility in ('public', 'unlisted')),
  state text not null default 'draft' check (state in ('draft', 'waiting', 'published', 'cancelled')),
  -- How long a started order keeps its stock, in seconds.
  hold_seconds integer not null default 600 check (hold_seconds between 300 and 3600),
  created_by uuid references users on delete set null,
  submitted_at timestamptz,
  published_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Raised by every change that attendees' calendars must hear of (RFC 5545 SEQUENCE).
  sequence integer not null default 0,
  search tsvector not null default '',
  check (ends_at > starts_at),
  check (state = 'draft' or (starts_at is not null and ends_at is not null))
);
create index event_organization_id_idx on event (organization_id, starts_at);
-- With the end in the index, lists pass over what is over without reading the rows.
create index event_starts_at_idx on event (starts_at, id, ends_at) where state = 'published' and visibility = 'public';
create index event_waiting_idx on event (submitted_at) where state = 'waiting';
create index event_search_idx on event using gin (search);
create index event_tags_idx on event using gin (tags);
create index event_name_trgm_idx on event using gin (plain_text(name || ' ' || city) gin_trgm_ops)
  where state = 'published' and visibility = 'public';
create index event_city_idx on event (plain_text(city), starts_at) where state = 'published' and visibility = 'public';

-- Every slug an event ever had, so that old links redirect.
create table event_slug (
  slug text primary key,
  event_id uuid not null references event on delete cascade
);

-- An uploaded image in the widths it is served in; the last is all of it.
create table image_size (
  image_key text not null references stored_file (key) on delete cascade,
  -- At most so many pixels wide.
  width integer not null check (width > 0),
  file_key text not null references stored_file (key) on delete restrict,
  primary key (image_key, width)
);

-- Words are stemmed in the event's own language and unaccented, so that "cafe" finds "Café".
create function event_search_config(language text) returns regconfig language sql immutable parallel safe as $$
  select case language
    when 'de' then 'pg_catalog.german'::regconfig
    when 'en' then 'pg_catalog.english'::regconfig
    when 'es' then 'pg_catalog.spanish'::regconfig
    when 'fr' then 'pg_catalog.french'::regconfig
    when 'hi' then 'pg_catalog.hindi'::regconfig
    when 'pt' then 'pg_catalog.portuguese'::regconfig
    else 'pg_catalog.simple'::regconfig
  end
$$;

create function event_fill_search() returns trigger language plpgsql as $$
declare
  config regconfig := event_search_config(new.language);
begin
  new.search :=
    setweight(to_tsvector(config, public.unaccent(new.name)) || to_tsvector('simple', public.unaccent(new.name)), 'A') ||
    setweight(to_tsvector(config, public.unaccent(array_to_string(new.tags, ' ') || ' ' || new.summary)), 'B') ||
    setweight(to_tsvector('simple', public.unaccent(new.venue || ' ' || new.city || ' ' || new.category)), 'B') ||
    setweight(to_tsvector(config, public.unaccent(left(new.description, 20000))), 'D');
  return new;
end
$$;

create trigger event_fill_search before insert or update of name, tags, summary, description, venue, city, category, language
  on event for each row execute function event_fill_search();

-- Every word must be found, in any of the languages' forms, the last one also as the beginning of a word, so that results
-- come while one types; a word after '-' must not. Words that mean nothing by themselves in the reader's language or in
-- English are passed over, unless there are no others. Null when there is nothing to look for.
create function event_search_query(words text[], reader text) returns tsquery language plpgsql stable parallel safe as $$
declare
  wanted tsquery;
  forms tsquery;
  form tsquery;
  word text;
  config regconfig;
  stop boolean;
begin
  for pass in 1..2 loop
    for i in 1..coalesce(array_length(words, 1), 0) loop
      word := plain_text(ltrim(words[i], '-'));
      stop := numnode(plainto_tsquery(event_search_config(reader), word)) = 0 or numnode(plainto_tsquery('english', word)) = 0;
      continue when stop and pass = 1;
      forms := plainto_tsquery('simple', word);
      foreach config in array array['german', 'english', 'spanish', 'french', 'hindi', 'portuguese']::regconfig[] loop
        form := plainto_tsquery(config, word);
        forms := case when forms @> form then forms else forms || form end;
      end loop;
      -- "Muenchen" is how "München" is typed without the key.
      if word ~ '[aou]e' then
        forms := forms || plainto_tsquery('simple', regexp_replace(word, '([aou])e', '\1', 'g'));
      end if;
      if starts_with(words[i], '-') then
        forms := !!forms;
      elsif i = array_length(words, 1) then
        forms := forms || to_tsquery('simple', quote_literal(word) || ':*');
      end if;
      wanted := case when wanted is null then forms else wanted && forms end;
    end loop;
    exit when wanted is not null;
  end loop;
  return wanted;
end
$$;

-- Public events that end after `since` and whose name or city is spelled much like a text, the likest first. What is
-- less like it is looked for when nothing is much like it.
create function event_spelled_like(value text, since timestamptz) returns table (event_id uuid, likeness real)
  language plpgsql stable set pg_trgm.word_similarity_threshold = 0.6 as $$
declare
  threshold text;
begin
  foreach threshold in array array['0.6', '0.45'] loop
    perform set_config('pg_trgm.word_similarity_threshold', threshold, true);
    return query
      select id, word_similarity(plain_text(value), plain_text(name || ' ' || city)) as likeness
      from event
      where plain_text(value) <% plain_text(name || ' ' || city)
        and state = 'published' and visibility = 'public' and (since is null or ends_at > since)
      order by 2 desc, starts_at limit 100;
    exit when found;
  end loop;
end
$$;
