using System.CommandLine;
using Accel.Calibration;
using Accel.Rtl.Estimation;

// Measures the operators of a family and writes its delay table again: dotnet run --project testbenches/Accel.Calibration -- --family
// Series7
var family = new Option<DeviceFamily[]>("--family") { Description = "Families to calibrate.", DefaultValueFactory = _ => Enum.GetValues<DeviceFamily>() };
var directory = new Option<DirectoryInfo>("--directory")
{
    Description = "Where the tables lie.",
    DefaultValueFactory = _ => new DirectoryInfo("hardware/Accel.Rtl/Estimation"),
};
var operators = new Option<MeasuredOperator[]>("--operator") { Description = "Measure these alone; the others are as in the .csv file beside the table." };
var command = new RootCommand("Calibrates the delay tables against Yosys and nextpnr.") { family, directory, operators };
command.SetAction(line =>
{
    foreach (var one in line.GetValue(family)!)
    {
        string folder = line.GetValue(directory)!.FullName;
        var known = line.GetResult(operators) is null ? [] : MeasurementFile.Read(folder, one).Where(m => !line.GetValue(operators)!.Contains(m.Point.Operator));
        var calibration = Calibration.Run(one, known, Console.Error);
        calibration.Write(folder);
        Console.Out.Write(calibration.Report());
    }
});
return command.Parse(args).Invoke();
