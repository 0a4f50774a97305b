-- What a misspelled search was meant to say: the words of public events stand in a small table with an index by trigrams, instead of
-- comparing the text with the name of every event (https://www.postgresql.org/docs/current/pgtrgm.html, "Text Search Integration").

drop function event_spelled_like;
drop index event_name_trgm_idx;

-- Every word of the names and cities of public events, in lower case without accents. One whose last event goes stays, and finds nothing.
create table event_word (
  word text primary key
);
create index event_word_trgm_idx on event_word using gin (word gin_trgm_ops);

create function event_keep_words() returns trigger language plpgsql as $$
begin
  -- In one order, so that two events with the same new words cannot wait for each other.
  insert into event_word
  select lexeme from unnest(to_tsvector('simple', plain_text(new.name || ' ' || new.city))) order by lexeme
  on conflict do nothing;
  return null;
end
$$;

create trigger event_keep_words after insert or update of name, city, state, visibility on event
  for each row when (new.state = 'published' and new.visibility = 'public') execute function event_keep_words();

insert into event_word
select distinct word.lexeme
from event e, unnest(to_tsvector('simple', plain_text(e.name || ' ' || e.city))) word
where e.state = 'published' and e.visibility = 'public';

-- Queries of event.search for what is spelled like these words: all of them that are like any at all, or at least one. Of what a word may
-- mean up to three are taken, if they are about as much like it. Words after '-', of one or two letters, and those that mean nothing by
-- themselves in English are passed over. Null when no word is like any.
create function event_query_alike(words text[], out all_of tsquery, out any_of tsquery)
  language plpgsql stable set pg_trgm.similarity_threshold = 0.3 as $$
declare
  typed text;
  meant tsquery;
begin
  foreach typed in array words loop
    continue when starts_with(typed, '-') or length(typed) < 3 or numnode(plainto_tsquery('english', typed)) = 0;
    select string_agg(alike.query::text, ' | ')::tsquery into meant
    from (
      select plainto_tsquery('simple', word) as query, similarity(word, plain_text(typed)) as likeness,
        max(similarity(word, plain_text(typed))) over () as most
      from event_word where word % plain_text(typed) order by likeness desc, word limit 3
    ) alike
    where alike.likeness >= 0.8 * alike.most and numnode(alike.query) > 0;
    continue when meant is null;
    all_of := case when all_of is null then meant else all_of && meant end;
    any_of := case when any_of is null then meant else any_of || meant end;
  end loop;
end
$$;
