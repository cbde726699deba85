// Parses files and prints a line for each place that the grammar cannot read, at most three a file; last `parsed N`.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/runtime.h>

const TSLanguage *tree_sitter_svc(void);

static void report(TSNode node, const char *file, int *bad) {
  if (!strcmp(ts_node_type(node), "ERROR") || ts_node_is_missing(node)) {
    TSPoint place = ts_node_start_point(node);
    if (++*bad <= 3) printf("%s:%u:%u: %s\n", file, place.row + 1, place.column + 1, ts_node_is_missing(node) ? "something is missing" : "cannot be read");
  }
  for (unsigned i = 0; i < ts_node_child_count(node); ++i) report(ts_node_child(node, i), file, bad);
}

int main(int count, char **files) {
  TSParser *parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_svc());
  for (int i = 1; i < count; ++i) {
    FILE *in = fopen(files[i], "rb");
    if (!in) return 2;
    fseek(in, 0, SEEK_END);
    size_t size = (size_t)ftell(in);
    rewind(in);
    char *text = malloc(size + 1);
    size = fread(text, 1, size, in);
    fclose(in);
    TSTree *tree = ts_parser_parse_string(parser, NULL, text, (uint32_t)size);
    int bad = 0;
    report(ts_tree_root_node(tree), files[i], &bad);
    ts_tree_delete(tree);
    free(text);
  }
  printf("parsed %d\n", count - 1);
  return 0;
}
