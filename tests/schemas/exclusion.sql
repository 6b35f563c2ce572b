-- before
-- data
-- after
create table r (during tsrange, exclude using gist (during with &&));
