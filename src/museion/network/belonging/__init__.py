"""The rules of belonging without the database: terms that hold from a day on, first days, standing, member cards."""
