/* An XML file as a tree of elements that know where they stand. The only file that knows expat is
 * xml_tree.c. Private to this room. */
#ifndef SCENARIO_XML_TREE_H
#define SCENARIO_XML_TREE_H
#include "scenario/node.h"

typedef struct xml_element xml_element;
struct xml_element {
    const char *name;
    const char *const *attributes; /* name, value, name, value, ..., NULL */
    xml_element *first, *next;     /* child, sibling */
    xml_element *last, *parent;
    node at; /* where its tag begins */
};

/* NULL after an error. `odd` is called with what is odd but can be read. */
xml_element *xml_read(arena *, const char *file, const char *text, size_t size, error_list *,
                      void (*odd)(void *context, const node *at, const char *what), void *context);
const char *xml_attribute(const xml_element *, const char *name);    /* NULL: it has none */
const xml_element *xml_child(const xml_element *, const char *name); /* the first; NULL */
const xml_element *xml_next(const xml_element *, const char *name);  /* sibling; NULL */
#endif
