namespace Accel.Boards.Tests.Files;

public sealed class BoardInventoryTests
{
    [Fact]
    public void The_inventory_of_the_boards_is_current()
    {
        string path = Path.Combine(Repository.Root, "boards", "README.md");
        string readme = File.ReadAllText(path);
        string current = BoardInventory.Update(readme, BoardCatalogue.All);
        if (Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, current);
            readme = current;
        }

        Assert.True(readme == current, "boards/README.md is not current: run this test with ACCEL_UPDATE_GOLDEN=1 and read the difference");
    }
}
