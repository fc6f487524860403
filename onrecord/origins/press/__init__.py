"""Downloads of press databases: many articles in one file, each with its outlet, date, author and section."""
