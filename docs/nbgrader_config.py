# For a course that is given out and graded with nbgrader: put this file beside the course's folders source/, release/ …
# The notebooks need nothing else: an exercise's cell carries its stub and its points in its metadata.
# nbgrader itself knows one stub for all cells and grades a cell that is solution and test at once by hand. Here every
# solution is replaced by its own stub, and a locked cell behind it, which shows the points that were earned, is graded.
import re

from nbformat.v4 import new_code_cell
from nbgrader.converters.generate_assignment import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

REGION = re.compile(r"^[ \t]*// BEGIN SOLUTION[ \t]*$.*?^[ \t]*// END SOLUTION[ \t]*$", re.M | re.S)


QUESTION = re.compile(r"\bexercise\(\s*\{[^}]*?\bid:\s*[\"']([a-z0-9-]+)[\"']")


class LossbookExercises(NbGraderPreprocessor):
    def lock_question(self, cell):
        """The cell that poses an exercise holds its truth: locked, so that autograde puts the author's source back."""
        posed = QUESTION.search(cell.source) if cell.cell_type == "code" else None
        if posed is None or "nbgrader" in cell.metadata:
            return
        cell.metadata.setdefault("jupyter", {})["source_hidden"] = True
        cell.metadata.nbgrader = {
            "schema_version": 3,
            "cell_type": "code",
            "grade": False,
            "grade_id": f"{posed[1]}-question",
            "locked": True,
            "solution": False,
            "task": False,
        }

    def preprocess(self, nb, resources):
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            self.lock_question(cell)
            stub = cell.metadata.get("lossbook", {}).get("stub")
            record = cell.metadata.get("nbgrader", {})
            name = re.search(r"(\w+)\.check\(", cell.source)
            if stub is None or name is None or not (record.get("grade") and record.get("solution")):
                continue
            text = (stub if isinstance(stub, str) else "".join(stub)).rstrip("\n")
            first, *others = REGION.finditer(cell.source)
            source = cell.source
            for region in reversed(others):
                source = source[: region.start()] + source[region.end() :]
            cell.source = source[: first.start()] + text + source[first.end() :]
            points = record["points"]
            cell.metadata.nbgrader = {
                **{key: value for key, value in record.items() if key != "points"},
                "grade": False,
            }
            check = new_code_cell(f"{name[1]}.earned")
            check.metadata.nbgrader = {
                "schema_version": 3,
                "cell_type": "code",
                "grade": True,
                "grade_id": f"{record['grade_id']}-points",
                "locked": True,
                "points": points,
                "solution": False,
                "task": False,
            }
            cells.append(check)
        nb.cells = cells
        return nb, resources


c = get_config()  # noqa: F821 (nbgrader gives it)
c.GenerateAssignment.preprocessors = [
    LossbookExercises,
    *(one for one in GenerateAssignment.preprocessors.default_args[0] if one is not ClearSolutions),
]
# The kernel that `npx lossbook kernel install` put there.
c.ExecutePreprocessor.kernel_name = "lossbook"
c.ExecutePreprocessor.timeout = 120
