"""The article within a whole page: what each part of the page holds, which part is the article, what is left out."""
