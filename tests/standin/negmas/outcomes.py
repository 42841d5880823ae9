from itertools import product


class Issue:
    def __init__(self, values, name):
        self.values, self.name = values, name


class OutcomeSpace:
    def __init__(self, issues):
        self.issues = issues

    def enumerate(self):
        return product(*(issue.values for issue in self.issues))


def make_issue(values, name):
    return Issue(values, name)


def make_os(issues):
    return OutcomeSpace(issues)
